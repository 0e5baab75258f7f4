//! What is bright and what steps back: the selection and what is under the pointer, with their neighbours.

use crate::app::map::content::Content;

/// Strength of what steps back behind a selection, and behind a mere hover.
const BEHIND_SELECTION: f32 = 0.25;
const BEHIND_HOVER: f32 = 0.5;

/// Something on the map, by index into [`Content`].
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Target {
    Node(u32),
    Line(u32),
}

/// How bright each thing is, from 0 to 1.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Light {
    pub nodes: Vec<f32>,
    pub lines: Vec<f32>,
    /// Whether anything is singled out; what is then fully lit is drawn on top.
    pub focused: bool,
    /// The line under the pointer: drawn stronger, and nothing else changes, or the map would flicker on the way.
    pub hot: Option<u32>,
}

impl Light {
    /// `way`: lines that connect the selected; with any, nothing else around these is lit.
    pub fn new(
        content: &Content,
        selected: &[Target],
        hovered: Option<Target>,
        way: &[u32],
    ) -> Self {
        let behind = match hovered {
            _ if !selected.is_empty() => BEHIND_SELECTION,
            Some(Target::Node(_)) => BEHIND_HOVER,
            _ => 1.0,
        };
        let mut light = Self {
            nodes: vec![behind; content.nodes.len()],
            lines: vec![behind; content.lines.len()],
            focused: behind < 1.0,
            hot: match hovered {
                Some(Target::Line(line)) => Some(line),
                _ => None,
            },
        };
        for &line in way {
            light.shine(content, Target::Line(line));
        }
        let selected = selected.iter().filter(|_| way.is_empty());
        for &target in selected.chain(&hovered) {
            light.shine(content, target);
        }
        light
    }

    pub fn node(&self, at: u32) -> f32 {
        self.nodes.get(at as usize).copied().unwrap_or(1.0)
    }

    pub fn line(&self, at: u32) -> f32 {
        self.lines.get(at as usize).copied().unwrap_or(1.0)
    }

    pub fn is_node_raised(&self, at: u32) -> bool {
        self.focused && self.node(at) >= 1.0
    }

    pub fn is_line_raised(&self, at: u32) -> bool {
        (self.focused && self.line(at) >= 1.0) || self.hot == Some(at)
    }

    /// Some of the way from here to `goal`; `None` on arrival.
    pub fn towards(&self, goal: &Self, part: f32) -> Option<Self> {
        if self.nodes.len() != goal.nodes.len() || self.lines.len() != goal.lines.len() {
            return None;
        }
        let mut far = false;
        let mut ease = |from: &[f32], to: &[f32]| -> Vec<f32> {
            let pairs = from.iter().zip(to);
            pairs
                .map(|(&from, &to)| {
                    let left = to - from;
                    if left.abs() < 0.02 || part >= 1.0 {
                        return to;
                    }
                    far = true;
                    from + left * part
                })
                .collect()
        };
        let eased = Self {
            nodes: ease(&self.nodes, &goal.nodes),
            lines: ease(&self.lines, &goal.lines),
            ..*goal
        };
        far.then_some(eased)
    }

    fn shine(&mut self, content: &Content, target: Target) {
        match target {
            Target::Node(node) => {
                set(&mut self.nodes, node);
                for (line, other) in content.neighbours(node) {
                    set(&mut self.lines, line);
                    set(&mut self.nodes, other);
                }
            }
            Target::Line(line) => {
                set(&mut self.lines, line);
                if let Some(ends) = content.line(line) {
                    set(&mut self.nodes, ends.a);
                    set(&mut self.nodes, ends.b);
                }
            }
        }
    }
}

fn set(list: &mut [f32], at: u32) {
    if let Some(strength) = list.get_mut(at as usize) {
        *strength = 1.0;
    }
}
