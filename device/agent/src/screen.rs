use crate::{system::System, wide::wide};

const VISIBLE: u32 = 0x1000_0000;
const BORDER: u32 = 0x0080_0000;

type Create = unsafe extern "C" fn(
    u32,
    *const u16,
    *const u16,
    u32,
    i32,
    i32,
    i32,
    i32,
    usize,
    usize,
    usize,
    usize,
) -> usize;
type SetText = unsafe extern "C" fn(usize, *const u16) -> u32;
type Update = unsafe extern "C" fn(usize) -> u32;
type Message = unsafe extern "C" fn(usize, *const u16, *const u16, u32) -> u32;

/// What a person sees. A device without a screen has none of it.
#[derive(Debug)]
pub(crate) struct Screen<'a> {
    system: &'a System,
    /// A window, and the functions that change it.
    window: Option<(usize, SetText, Update)>,
}

impl<'a> Screen<'a> {
    pub(crate) fn new(system: &'a System) -> Self {
        Self { system, window: Self::window(system) }
    }

    fn window(system: &System) -> Option<(usize, SetText, Update)> {
        let (create, set, update) = (
            system.optional("CreateWindowExW")?,
            system.optional("SetWindowTextW")?,
            system.optional("UpdateWindow")?,
        );
        let (class, text) = (wide("STATIC"), wide("cemapi-cts"));
        // SAFETY: the documentation gives the functions of these names these types, and both
        // strings are there.
        unsafe {
            let create = core::mem::transmute::<usize, Create>(create);
            let set = core::mem::transmute::<usize, SetText>(set);
            let update = core::mem::transmute::<usize, Update>(update);
            let (class, text) = (class.as_ptr(), text.as_ptr());
            let window = create(0, class, text, VISIBLE | BORDER, 0, 40, 240, 120, 0, 0, 0, 0);
            (window != 0).then_some((window, set, update))
        }
    }

    /// Shows what goes on.
    pub(crate) fn show(&mut self, text: &str) {
        if let Some((window, set, update)) = self.window {
            let text = wide(text);
            // SAFETY: the window is there, and the text is a string.
            unsafe {
                set(window, text.as_ptr());
                update(window);
            }
        }
    }

    /// Shows how it ended, until somebody has seen it.
    pub(crate) fn end(&mut self, text: &str) {
        self.show(text);
        if let Some(message) = self.system.optional("MessageBoxW") {
            let (text, title) = (wide(text), wide("cemapi-cts"));
            // SAFETY: the documentation gives the function of this name this type, and both
            // strings are there.
            unsafe {
                let message = core::mem::transmute::<usize, Message>(message);
                message(0, text.as_ptr(), title.as_ptr(), 0);
            }
        }
    }
}
