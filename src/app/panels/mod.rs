//! The panes around the map: each takes a read-only view and a list to put commands in.

pub mod agreement;
pub mod banner;
pub mod cards;
pub mod chains;
pub mod correct_menu;
pub mod detail;
pub mod forms;
pub mod glyph;
pub mod hidden;
pub mod left;
pub mod legend;
pub mod list;
pub mod modals;
pub mod offices;
pub mod overview;
pub mod palette;
pub mod pieces;
pub mod reader;
pub mod relation;
pub mod relation_row;
pub mod rescue;
pub mod side;
pub mod time;
pub mod toasts;
pub mod top;
pub mod welcome;
