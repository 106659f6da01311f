//! The thread's last error.

use crate::platform;

/// What the last call of the system has left that failed, `errno` or what `GetLastError` tells. It
/// is the program's to see, and so it is again what it was when this goes. Whoever asks the system
/// for something has one; a call that is only forwarded and written down asks for nothing.
#[derive(Debug)]
pub(crate) struct LastError(platform::Error);

impl LastError {
    pub(crate) fn keep() -> Self {
        Self(platform::last_error())
    }
}

impl Drop for LastError {
    fn drop(&mut self) {
        platform::set_last_error(self.0);
    }
}
