//! What interface an object has that is handed out as any.

use cemapi_abi::{
    Call, Value,
    registry::{
        IID_IAttachment, IID_IMAPIFolder, IID_IMessage, IID_IMsgStore, INTERFACES, Interface,
        MAPI_ATTACH, MAPI_FOLDER, MAPI_MESSAGE, MAPI_STORE, Object,
    },
};
use cemapi_com::ARGUMENTS;

use crate::{
    call::Words,
    forward,
    memory::{held, held_there},
    plan::Plan,
};

/// The interface that a call asks for by its id.
pub(crate) fn asked_for(call: &Call) -> Option<&'static Interface> {
    let mut asked = None;
    call.values(&mut |value| {
        if let Value::Iid(Some(iid)) = value {
            asked = INTERFACES.iter().find(|known| known.iid == Some(iid)).copied();
        }
    });
    // That says nothing.
    asked.filter(|interface| interface.name != "IUnknown")
}

/// What the place for an object's kind says that a call has handed out, or else the object itself.
pub(crate) fn of_handed_out(plan: &Plan, words: &Words) -> Option<&'static Interface> {
    let (place, _) = plan.handed_out.first().filter(|(_, object)| *object == Object::Unknown)?;
    let kind = plan.kind_place.map(|place| words[place]);
    let told = kind.filter(|place| *place != 0).map(|place| held(place as u64, 4) as u32);
    let object = match told {
        Some(MAPI_STORE) => Object::Store,
        Some(MAPI_FOLDER) => Object::Folder,
        Some(MAPI_MESSAGE) => Object::Message,
        Some(MAPI_ATTACH) => Object::Attach,
        _ => return ask(held_there(words[*place] as u64)? as usize),
    };
    Some(object.interface())
}

/// Asks an object for its interface.
fn ask(object: usize) -> Option<&'static Interface> {
    for iid in [IID_IMessage, IID_IMAPIFolder, IID_IMsgStore, IID_IAttachment] {
        let bytes = iid.to_bytes();
        let mut found = 0usize;
        let mut words = [0; ARGUMENTS];
        words[0] = bytes.as_ptr().expose_provenance();
        words[1] = (&raw mut found).expose_provenance();
        // SAFETY: the library has just handed out this object, and every object has these two
        // methods.
        unsafe {
            if forward::method(object, 0, &words) == 0 && found != 0 {
                forward::method(found, 2, &[0; ARGUMENTS]);
                return INTERFACES.iter().find(|known| known.iid == Some(iid)).copied();
            }
        }
    }
    None
}
