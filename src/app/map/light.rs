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
}

impl Light {
    pub fn new(content: &Content, selected: &[Target], hovered: Option<Target>) -> Self {
        let behind = if !selected.is_empty() {
            BEHIND_SELECTION
        } else if hovered.is_some() {
            BEHIND_HOVER
        } else {
            1.0
        };
        let mut light = Self {
            nodes: vec![behind; content.nodes.len()],
            lines: vec![behind; content.lines.len()],
            focused: behind < 1.0,
        };
        for &target in selected.iter().chain(&hovered) {
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

    pub fn is_raised(&self, strength: f32) -> bool {
        self.focused && strength >= 1.0
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
