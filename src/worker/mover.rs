//! The thread that moves the map: takes nudges, publishes positions whole, sleeps when all is at rest.

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender, TryRecvError};
use std::sync::{Arc, Weak};
use std::thread::Builder;
use std::time::{Duration, Instant};

use crate::layout::{Positions, Request, Simulation};
use crate::model::{EntityId, MapPos};
use crate::worker::slot::Slot;

/// Time from one published picture to the next.
const FRAME: Duration = Duration::from_millis(16);
/// Steps from one published picture to the next, so that a small map does not jump to its end.
const STEPS_A_FRAME: u32 = 3;

/// What the window says to the mover.
#[derive(Clone, PartialEq, Debug)]
pub enum Nudge {
    /// A new shape, and where its nodes stand so far.
    Shape(Request, Arc<Positions>),
    /// Holds a node under the pointer.
    Grab(EntityId, MapPos),
    Release(EntityId),
    /// Nothing moves but what is held, until `Run`.
    Pause,
    Run,
    /// Lays these nodes out anew among the others, or all where none are named, but pins; glides there.
    Rearrange(BTreeSet<EntityId>),
    /// Glides to these places.
    Glide(Arc<Positions>),
}

/// The window's end of the thread; dropping it ends the thread after the step at hand.
#[derive(Debug)]
pub struct Mover {
    nudges: Option<Sender<Nudge>>,
    n_sent: AtomicU64,
    shared: Arc<Shared>,
}

/// What both ends see.
#[derive(Debug, Default)]
struct Shared {
    newest: Slot<Positions>,
    /// How many nudges had been taken when all came to rest.
    n_at_rest: AtomicU64,
    stop: AtomicBool,
}

impl Mover {
    /// Starts the thread; `wake` is called after each published picture.
    pub fn spawn(wake: impl Fn() + Send + 'static) -> Self {
        let (nudges, inbox) = mpsc::channel();
        let shared = Arc::new(Shared::default());
        let hand = Hand {
            inbox,
            shared: Arc::clone(&shared),
            wake: Box::new(wake),
            request: Request::default(),
            simulation: Simulation::new(Request::default(), &Positions::default()),
            stood: Arc::default(),
            published: Vec::new(),
            paused: false,
            n_taken: 0,
        };
        Builder::new()
            .name("legation-mover".to_owned())
            .spawn(move || hand.work())
            // A machine that gives no more threads: the map stays as it is.
            .ok();
        Self {
            nudges: Some(nudges),
            n_sent: AtomicU64::new(0),
            shared,
        }
    }

    pub fn nudge(&self, nudge: Nudge) {
        if let Some(nudges) = &self.nudges
            && nudges.send(nudge).is_ok()
        {
            self.n_sent.fetch_add(1, Ordering::Release);
        }
    }

    /// The newest positions, if there are any that were not taken yet.
    pub fn take(&self) -> Option<Arc<Positions>> {
        self.shared.newest.take()
    }

    /// Whether more positions are to come.
    pub fn is_moving(&self) -> bool {
        self.shared.n_at_rest.load(Ordering::Acquire) < self.n_sent.load(Ordering::Acquire)
    }
}

impl Drop for Mover {
    fn drop(&mut self) {
        // Nobody waits for it: a step of a huge map may take a second.
        self.shared.stop.store(true, Ordering::Relaxed);
        self.nudges = None;
    }
}

/// The thread's own end.
struct Hand {
    inbox: Receiver<Nudge>,
    shared: Arc<Shared>,
    wake: Box<dyn Fn() + Send>,
    request: Request,
    simulation: Simulation,
    /// Where nodes stood when the simulation began, and what has been published of it.
    stood: Arc<Positions>,
    published: Vec<Weak<Positions>>,
    paused: bool,
    n_taken: u64,
}

/// The window has gone.
struct Gone;

impl Hand {
    fn work(mut self) {
        while self.rest().and_then(|()| self.move_on()).is_ok() {}
    }

    fn is_at_rest(&self) -> bool {
        self.paused || self.simulation.is_settled()
    }

    /// Sleeps while nothing is to be done.
    fn rest(&mut self) -> Result<(), Gone> {
        while self.is_at_rest() {
            self.shared.n_at_rest.store(self.n_taken, Ordering::Release);
            let nudge = self.inbox.recv().map_err(|_gone| Gone)?;
            self.take(nudge);
            self.take_all()?;
            self.publish();
        }
        Ok(())
    }

    /// Works for a frame, publishes, and waits for the frame to end.
    fn move_on(&mut self) -> Result<(), Gone> {
        let began = Instant::now();
        let mut n_shown = 0;
        while n_shown < STEPS_A_FRAME && began.elapsed() < FRAME && !self.is_at_rest() {
            if self.shared.stop.load(Ordering::Relaxed) {
                return Err(Gone);
            }
            self.simulation.step();
            n_shown += u32::from(self.simulation.is_shown());
        }
        self.publish();
        if n_shown > 0 && !self.is_at_rest() {
            match self
                .inbox
                .recv_timeout(FRAME.saturating_sub(began.elapsed()))
            {
                Ok(nudge) => self.take(nudge),
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => return Err(Gone),
            }
        }
        self.take_all()
    }

    fn take_all(&mut self) -> Result<(), Gone> {
        loop {
            match self.inbox.try_recv() {
                Ok(nudge) => self.take(nudge),
                Err(TryRecvError::Empty) => return Ok(()),
                Err(TryRecvError::Disconnected) => return Err(Gone),
            }
        }
    }

    fn take(&mut self, nudge: Nudge) {
        self.n_taken += 1;
        match nudge {
            Nudge::Shape(request, start) => self.reshape(request, start),
            Nudge::Grab(id, to) => self.simulation.grab(&id, to),
            Nudge::Release(id) => self.simulation.release(&id),
            Nudge::Pause => self.paused = true,
            Nudge::Run => self.paused = false,
            Nudge::Rearrange(these) => {
                let now = self.simulation.positions();
                let simulation = Simulation::rearranging(self.request.clone(), &now, &these);
                self.begin(simulation, Arc::new(now));
            }
            Nudge::Glide(to) => {
                let now = self.simulation.positions();
                self.begin(Simulation::gliding(self.request.clone(), &now, &to), to);
            }
        }
    }

    /// A place that a node only passed through on its way is none to stay at: if more comes in while components still
    /// unfold, they begin anew with it.
    fn reshape(&mut self, request: Request, start: Arc<Positions>) {
        let is_start = |picture: &Weak<Positions>| picture.as_ptr() == Arc::as_ptr(&start);
        let on_the_way = self.simulation.is_unfolding() && self.published.iter().any(is_start);
        let start = if on_the_way {
            Arc::clone(&self.stood)
        } else {
            start
        };
        self.begin(Simulation::new(request.clone(), &start), start);
        self.request = request;
    }

    fn begin(&mut self, simulation: Simulation, stood: Arc<Positions>) {
        self.simulation = simulation;
        self.stood = stood;
        self.published.clear();
    }

    fn publish(&mut self) {
        // Nodes that are still folded up would be missing.
        if !self.simulation.is_shown() {
            return;
        }
        let picture = Arc::new(self.simulation.positions());
        if self.simulation.is_unfolding() {
            self.published.push(Arc::downgrade(&picture));
        }
        self.shared.newest.put(picture);
        (self.wake)();
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::channel;

    use super::*;
    use crate::layout::{NodeBox, Spring};

    fn path(n: u32) -> Request {
        Request {
            nodes: (0..n)
                .map(|node| NodeBox {
                    id: EntityId::new(&format!("n{node:03}")),
                    width: 60.0,
                    height: 40.0,
                })
                .collect(),
            springs: (1..n)
                .map(|b| Spring {
                    a: b - 1,
                    b,
                    weight: 1.0,
                })
                .collect(),
            ..Request::default()
        }
    }

    /// Waits for pictures until the mover rests; gives the last one and how many there were.
    fn last_picture(mover: &Mover, awake: &Receiver<()>) -> (Positions, usize) {
        let mut last = Positions::default();
        let mut n_pictures = 0;
        loop {
            let resting = !mover.is_moving();
            if let Some(positions) = mover.take() {
                last = (*positions).clone();
                n_pictures += 1;
            } else if resting {
                return (last, n_pictures);
            }
            awake.recv_timeout(Duration::from_millis(20)).ok();
        }
    }

    fn spawn() -> (Mover, Receiver<()>) {
        let (wake, awake) = channel();
        (Mover::spawn(move || wake.send(()).unwrap_or(())), awake)
    }

    #[test]
    fn a_shape_unfolds_and_rests() {
        let (mover, awake) = spawn();
        mover.nudge(Nudge::Shape(path(12), Arc::default()));
        assert!(mover.is_moving());
        let (rested, n_pictures) = last_picture(&mover, &awake);
        assert_eq!(rested.at.len(), 12);
        assert!(n_pictures > 1);
        mover.nudge(Nudge::Shape(path(12), Arc::new(rested.clone())));
        assert_eq!(last_picture(&mover, &awake).0, rested);
    }

    #[test]
    fn a_held_node_stands_where_it_is_put_even_when_paused() {
        let (mover, awake) = spawn();
        mover.nudge(Nudge::Shape(path(5), Arc::default()));
        let (rested, _) = last_picture(&mover, &awake);
        let (id, to) = (EntityId::new("n004"), MapPos { x: 900.0, y: 7.0 });
        mover.nudge(Nudge::Pause);
        mover.nudge(Nudge::Grab(id.clone(), to));
        let (paused, _) = last_picture(&mover, &awake);
        assert_eq!(paused.get(&id), Some(to));
        assert_eq!(paused.at[..4], rested.at[..4]);
        mover.nudge(Nudge::Run);
        mover.nudge(Nudge::Release(id.clone()));
        let (released, _) = last_picture(&mover, &awake);
        assert_eq!(released.get(&id), Some(to));
        assert_ne!(released.at[3], rested.at[3], "its neighbour follows");
    }

    #[test]
    fn what_comes_in_while_all_unfolds_finds_no_half_done_map() {
        let (mover, awake) = spawn();
        mover.nudge(Nudge::Shape(path(12), Arc::default()));
        let on_the_way = loop {
            awake.recv().unwrap();
            if let Some(picture) = mover.take() {
                break picture;
            }
        };
        mover.nudge(Nudge::Shape(path(14), on_the_way));
        let (grown, _) = last_picture(&mover, &awake);
        mover.nudge(Nudge::Shape(path(14), Arc::default()));
        assert_eq!(last_picture(&mover, &awake).0, grown);
    }

    #[test]
    fn a_long_layout_is_cancelled() {
        let (mover, awake) = spawn();
        mover.nudge(Nudge::Shape(path(3000), Arc::default()));
        drop(mover);
        // The thread ends after the step at hand and lets go of the window.
        while awake.recv_timeout(Duration::from_secs(60)).is_ok() {}
        let ended = awake.recv_timeout(Duration::from_secs(60));
        assert_eq!(ended, Err(RecvTimeoutError::Disconnected));
    }

    #[test]
    fn rearranging_a_part_leaves_the_others() {
        let (mover, awake) = spawn();
        mover.nudge(Nudge::Shape(path(9), Arc::default()));
        let (before, _) = last_picture(&mover, &awake);
        mover.nudge(Nudge::Rearrange([EntityId::new("n008")].into()));
        let (after, _) = last_picture(&mover, &awake);
        assert_eq!(after.at[..8], before.at[..8]);
        mover.nudge(Nudge::Rearrange(BTreeSet::new()));
        assert_eq!(last_picture(&mover, &awake).0.at.len(), 9);
    }
}
