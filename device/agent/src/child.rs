use alloc::boxed::Box;

use cemapi_agent::{Agent, Event, Platform, card::Set};

use crate::{FAILED, card::Card, device::Device, file::File, system::System};

/// Runs one scenario of a card.
pub(crate) fn run(system: System, find: &dyn Fn(&System) -> Card, scenario: u32) -> u32 {
    // What the library may still call or look at when this returns has to stay where it is.
    let system = Box::leak(Box::new(system));
    let card = find(system);
    let Some(file) = card.scenarios(system) else { return FAILED };
    let Ok(set) = Set::read_unchecked(&file) else { return FAILED };
    let Some(plan) = set.plan(scenario as usize) else { return FAILED };
    drop(set);
    drop(file);
    let Some(results) = File::append(system, &card.results()) else { return FAILED };
    let device = Box::leak(Box::new(Device::new(system, results)));
    if device.load() {
        device.write(&Event::Loaded.to_bytes());
        Box::leak(Box::new(Agent::new(&*device, plan))).run();
    }
    0
}
