use std::{
    cell::UnsafeCell,
    hint,
    ops::{Deref, DerefMut},
    sync::atomic::{AtomicBool, Ordering},
    thread,
};

/// How often a thread looks again before it lets others go first.
const LOOKS: u32 = 100;

/// A lock that is held for some nanoseconds at a time, and rarely for the time of a system call. It
/// costs half of what a mutex costs, as it never has to wake anybody.
#[derive(Debug)]
pub(crate) struct Lock<T> {
    taken: AtomicBool,
    value: UnsafeCell<T>,
}

// SAFETY: only whoever has taken the lock gets at the value.
unsafe impl<T: Send> Sync for Lock<T> {}

impl<T> Lock<T> {
    pub(crate) const fn new(value: T) -> Self {
        Self { taken: AtomicBool::new(false), value: UnsafeCell::new(value) }
    }

    pub(crate) fn try_lock(&self) -> Option<Guard<'_, T>> {
        let free = self.taken.compare_exchange(false, true, Ordering::Acquire, Ordering::Relaxed);
        // A guard that is made gives the lock back, so none is made in vain.
        free.is_ok().then(|| Guard(self))
    }

    /// Takes the lock for [`Lock::release`] to give back, maybe in another process that was forked
    /// off meanwhile.
    #[cfg(unix)]
    pub(crate) fn hold(&self) {
        std::mem::forget(self.lock());
    }

    /// Gives back what [`Lock::hold`] took.
    #[cfg(unix)]
    pub(crate) fn release(&self) {
        self.taken.store(false, Ordering::Release);
    }

    #[inline]
    pub(crate) fn lock(&self) -> Guard<'_, T> {
        loop {
            if let Some(guard) = self.try_lock() {
                return guard;
            }
            self.wait();
        }
    }

    /// Waits until the lock is free, at least for a moment.
    #[cold]
    fn wait(&self) {
        let mut looks = 0;
        while self.taken.load(Ordering::Relaxed) {
            looks += 1;
            if looks % LOOKS == 0 {
                thread::yield_now();
            } else {
                hint::spin_loop();
            }
        }
    }
}

/// The right to use what a lock protects, until it is dropped.
#[derive(Debug)]
pub(crate) struct Guard<'a, T>(&'a Lock<T>);

impl<T> Deref for Guard<'_, T> {
    type Target = T;

    fn deref(&self) -> &T {
        // SAFETY: the lock is taken, by this guard.
        unsafe { &*self.0.value.get() }
    }
}

impl<T> DerefMut for Guard<'_, T> {
    fn deref_mut(&mut self) -> &mut T {
        // SAFETY: the lock is taken, by this guard.
        unsafe { &mut *self.0.value.get() }
    }
}

impl<T> Drop for Guard<'_, T> {
    fn drop(&mut self) {
        self.0.taken.store(false, Ordering::Release);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_at_a_time() {
        static COUNT: Lock<u32> = Lock::new(0);
        thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| (0..20_000).for_each(|_| *COUNT.lock() += 1));
            }
        });
        assert_eq!(*COUNT.lock(), 80_000);
        let guard = COUNT.lock();
        assert!(COUNT.try_lock().is_none());
        assert!(COUNT.try_lock().is_none());
        drop(guard);
        assert!(COUNT.try_lock().is_some());
    }
}
