//! What interface an object has that is handed out as any.

use cemapi_abi::{
    Call, Value,
    registry::{
        IID_IAttachment, IID_IMAPIFolder, IID_IMessage, IID_IMsgStore, INTERFACES, Interface,
        MAPI_ATTACH, MAPI_FOLDER, MAPI_MESSAGE, MAPI_STORE, Object,
    },
};
use cemapi_com::ARGUMENTS;

use crate::{error::LastError, forward, memory::Pages, plan::Plan};

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
/// `before` and `filled` tell what the place that is an argument held, and what was put there; the
/// object whose method has handed it out is not asked who it is.
pub(crate) fn of_handed_out(
    plan: &Plan,
    own: Option<u64>,
    before: impl Fn(usize) -> Option<u64>,
    filled: impl Fn(usize) -> Option<u64>,
) -> Option<&'static Interface> {
    let (place, _) = plan.handed_out.first().filter(|(_, object)| *object == Object::Unknown)?;
    let object = match plan.kind_place.and_then(&filled).map(|kind| kind as u32) {
        Some(MAPI_STORE) => Object::Store,
        Some(MAPI_FOLDER) => Object::Folder,
        Some(MAPI_MESSAGE) => Object::Message,
        Some(MAPI_ATTACH) => Object::Attach,
        _ => {
            // What was there before may be anything still, if the library has left it alone.
            let new = |object: &u64| ![own, before(*place)].contains(&Some(*object));
            let object = filled(*place).filter(new)?;
            return Pages::default().may_be_object(object).then(|| ask(object as usize))?;
        }
    };
    Some(object.interface())
}

/// Asks an object for its interface.
fn ask(object: usize) -> Option<&'static Interface> {
    let _kept = LastError::keep();
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
