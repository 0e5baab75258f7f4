//! The thread that measures who matters: takes the newest graph, gives figures for it.

use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread::Builder;

use crate::model::Graph;
use crate::query::{self, Measures, Visible};
use crate::worker::slot::Slot;

/// What is measured, and the number by which the answer is known.
struct Job {
    revision: u64,
    graph: Arc<Graph>,
    visible: Visible,
}

/// Figures, and what they are of.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Measured {
    pub revision: u64,
    pub measures: Measures,
}

/// The window's end of the thread; the thread ends with it, after what it is at.
#[derive(Debug)]
pub struct Measurer {
    jobs: Sender<Job>,
    newest: Arc<Slot<Measured>>,
}

impl Measurer {
    /// Starts the thread; `wake` is called after each answer.
    pub fn spawn(wake: impl Fn() + Send + 'static) -> Self {
        let (jobs, inbox) = mpsc::channel();
        let newest = Arc::new(Slot::default());
        let answers = Arc::clone(&newest);
        Builder::new()
            .name("legation-measurer".to_owned())
            .spawn(move || work(&inbox, &answers, &wake))
            // A machine that gives no more threads: nothing is measured.
            .ok();
        Self { jobs, newest }
    }

    pub fn ask(&self, revision: u64, graph: Arc<Graph>, visible: Visible) {
        let job = Job {
            revision,
            graph,
            visible,
        };
        // Without the thread nobody waits for the answer either.
        self.jobs.send(job).ok();
    }

    /// The newest figures that were not taken yet.
    pub fn take(&self) -> Option<Arc<Measured>> {
        self.newest.take()
    }
}

fn work(inbox: &Receiver<Job>, answers: &Slot<Measured>, wake: &impl Fn()) {
    while let Ok(mut job) = inbox.recv() {
        while let Ok(newer) = inbox.try_recv() {
            job = newer;
        }
        let measures = query::measures(&job.graph, &job.visible);
        answers.put(Arc::new(Measured {
            revision: job.revision,
            measures,
        }));
        wake();
    }
}
