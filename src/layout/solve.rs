//! One component laid out from nothing, in hops, a piece of work at a time.

use crate::layout::forces::Forces;
use crate::layout::plane::Plane;
use crate::layout::shape::Shape;
use crate::layout::stress::{ALL_PAIRS, Distances};

/// Pairs that all rounds of the stress look at together, so that no graph keeps anybody waiting for minutes.
const PAIRS: usize = 2_500_000_000;

/// How hard to work.
#[derive(Clone, Copy, Debug)]
pub(super) struct Effort {
    pub seed: u64,
    /// 0 keeps distances, 1 shows clusters.
    pub clusters: f32,
    /// Force steps, if not as many as serve.
    pub steps: Option<u32>,
}

impl Effort {
    /// Small graphs can have more steps.
    fn n_steps(self, n: usize) -> u32 {
        if self.clusters <= 0.0 {
            return 0;
        }
        self.steps.unwrap_or(match n {
            0..1000 => 160,
            1000..3000 => 100,
            3000..50_000 => 60,
            50_000..200_000 => 40,
            200_000..500_000 => 12,
            _ => 5,
        })
    }

    fn care(self, n: usize) -> Care {
        if self.clusters <= 0.0 {
            Care {
                // Nothing comes after, so these are the steps that were asked for. A sample has told what it knows
                // after few.
                sweeps: self.steps.unwrap_or(if n > ALL_PAIRS { 24 } else { 100 }),
                still: 0.003,
                stride: 1.8,
            }
        } else {
            Care {
                sweeps: 40,
                still: 0.01,
                stride: 1.0,
            }
        }
    }
}

/// How well distances are to be kept: better where nothing comes after.
struct Care {
    sweeps: u32,
    /// Wanted moves below which it is good enough, in hops.
    still: f32,
    /// Overshooting saves half of the sweeps; as a start for forces the plain way has served better.
    stride: f32,
}

/// A connected graph on its way to a picture.
#[derive(Debug)]
pub(super) struct Solver {
    pub shape: Shape,
    pub plane: Plane,
    effort: Effort,
    stage: Stage,
}

#[derive(Debug)]
enum Stage {
    Start,
    Stress(Distances, u32),
    Forces(Box<Forces>, u32),
    Done,
}

impl Solver {
    pub fn new(shape: Shape, effort: Effort) -> Self {
        Self {
            plane: Plane::new(shape.len()),
            stage: Stage::Start,
            shape,
            effort,
        }
    }

    pub fn is_done(&self) -> bool {
        matches!(self.stage, Stage::Done)
    }

    /// Whether the picture hangs together already, so that it can be shown.
    pub fn is_unfolded(&self) -> bool {
        matches!(self.stage, Stage::Forces(..) | Stage::Done)
    }

    pub fn step(&mut self) {
        let n = self.shape.len();
        self.stage = match std::mem::replace(&mut self.stage, Stage::Done) {
            Stage::Start if n < 3 => {
                if n == 2 {
                    self.plane.put(0, (-0.5, 0.0));
                    self.plane.put(1, (0.5, 0.0));
                }
                Stage::Done
            }
            Stage::Start => {
                let distances = Distances::new(&self.shape, self.effort.seed);
                self.plane = distances.start(&self.shape, self.effort.seed);
                Stage::Stress(distances, 0)
            }
            Stage::Stress(distances, done) => {
                let care = self.effort.care(n);
                let most = care
                    .sweeps
                    .min((PAIRS / distances.n_pairs(n)).max(1) as u32);
                let still = done >= most
                    || distances.sweep(&self.shape, care.stride, &mut self.plane) < care.still;
                if still {
                    self.plane.level(n);
                    if self.effort.n_steps(n) > 0 {
                        Stage::Forces(
                            Box::new(Forces::balanced(
                                &self.shape,
                                &self.plane,
                                self.effort.clusters,
                            )),
                            0,
                        )
                    } else {
                        Stage::Done
                    }
                } else {
                    Stage::Stress(distances, done + 1)
                }
            }
            Stage::Forces(mut forces, done) => {
                let last = self.effort.n_steps(n);
                let left = 1.0 - done as f32 / last as f32;
                forces.step(
                    &self.shape,
                    &mut self.plane,
                    0.2 + 0.5 * left,
                    0.05 + 0.5 * left,
                );
                if done + 1 < last {
                    Stage::Forces(forces, done + 1)
                } else {
                    Stage::Done
                }
            }
            Stage::Done => Stage::Done,
        };
    }
}
