//! The page of an article: cut into pieces, laid out one by one, and where on it which words stand.

use std::sync::Arc;

use eframe::egui::{
    FontId, Galley, TextFormat, Ui, epaint::text::cursor::CCursor, text::LayoutJob,
};

use crate::app::panels::pieces;
use crate::app::script;
use crate::app::state::State;
use crate::app::theme::{self, Theme};
use crate::model::{Anchor, Article, ArticleId, BlockKind, EntityId, Form, Kind, Span};

const READING: f32 = 15.5;
const FURNITURE: f32 = 12.5;
/// Bytes in one piece of layout; longer blocks are cut between words.
const PIECE: usize = 2_400;

#[derive(Debug)]
pub(super) struct Page {
    pub article: ArticleId,
    pub width: f32,
    pub pieces: Vec<Piece>,
    pub names: Vec<Name>,
    pub revision: u64,
}

/// A stretch of the page that is laid out at once.
#[derive(Debug)]
pub(super) struct Piece {
    pub span: Span,
    pub kind: BlockKind,
    /// Room above: a paragraph's distance, or none within a cut block.
    pub gap: f32,
    pub height: f32,
}

/// What decides how a piece of the page looks.
#[derive(Clone, Copy)]
pub(super) struct Look<'a> {
    pub state: &'a State,
    pub article: &'a Article,
    pub cited: Option<Span>,
    pub theme: &'a Theme,
    pub width: f32,
}

/// A mention to underline.
#[derive(Debug)]
pub(super) struct Name {
    pub span: Span,
    pub id: EntityId,
    pub kind: Kind,
    pub form: Form,
}

impl Page {
    /// Lays one piece out and notes its height.
    pub fn measure(&mut self, ui: &Ui, look: Look<'_>, at: usize) -> Arc<Galley> {
        let (span, kind) = self
            .pieces
            .get(at)
            .map_or((Span::default(), BlockKind::Body), |p| (p.span, p.kind));
        let job = job(look, span, kind, self.names_of(span));
        let galley = ui.fonts_mut(|fonts| fonts.layout_job(job));
        if let Some(piece) = self.pieces.get_mut(at) {
            piece.height = galley.size().y;
        }
        galley
    }

    /// How much of the page, from 0 to 1, stands above the piece with this byte; within it, bytes are taken for lines.
    pub fn part_above(&self, at: usize) -> f32 {
        let (mut above, mut whole) = (0.0, 0.0);
        for piece in &self.pieces {
            let height = piece.gap + piece.height;
            whole += height;
            if piece.span.end() <= at {
                above += height;
            } else if piece.span.start() <= at {
                let part = (at - piece.span.start()) as f32 / piece.span.len().max(1) as f32;
                above += piece.gap + part * piece.height;
            }
        }
        if whole > 0.0 { above / whole } else { 0.0 }
    }

    /// Where the piece with these words begins, in points from the top of the page.
    pub fn top_of(&mut self, ui: &Ui, look: Look<'_>, anchor: Anchor) -> f32 {
        let at = self
            .pieces
            .partition_point(|piece| piece.span.end() <= anchor.span.start())
            .min(self.pieces.len().saturating_sub(1));
        let before: f32 = self
            .pieces
            .iter()
            .take(at)
            .map(|piece| piece.gap + piece.height)
            .sum();
        let galley = self.measure(ui, look, at);
        let Some(piece) = self.pieces.get(at) else {
            return before;
        };
        let chars = pieces::chars_of(&look.article.text, piece.span, anchor.span);
        let line = galley.pos_from_cursor(CCursor::new(chars.start)).top();
        before + piece.gap + line + 12.0
    }

    /// The names that begin in `span`.
    pub fn names_of(&self, span: Span) -> &[Name] {
        let from = self
            .names
            .partition_point(|name| name.span.start() < span.start());
        let to = self
            .names
            .partition_point(|name| name.span.start() < span.end());
        self.names.get(from..to).unwrap_or_default()
    }
}

pub(super) fn look<'a>(
    ui: &Ui,
    state: &'a State,
    article: &'a Article,
    cited: Option<Anchor>,
    width: f32,
) -> Look<'a> {
    Look {
        state,
        article,
        cited: cited
            .filter(|anchor| anchor.article == article.id)
            .map(|anchor| anchor.span),
        theme: Theme::of(ui),
        width,
    }
}

/// Every mention that can be clicked, by place; one inside another is left out.
pub(super) fn names_in(state: &State, article: ArticleId) -> Vec<Name> {
    let mut names: Vec<Name> = Vec::new();
    for (span, entity) in state.graph.mentions_in(article) {
        let anchor = Anchor { article, span };
        let form = entity
            .mentions
            .binary_search_by_key(&anchor, |(known, _)| *known)
            .ok()
            .and_then(|at| entity.mentions.get(at))
            .map_or(Form::Name, |(_, form)| *form);
        if names.last().is_some_and(|last| last.span.overlaps(span)) {
            continue;
        }
        names.push(Name {
            span,
            id: entity.id.clone(),
            kind: entity.kind,
            form,
        });
    }
    names
}

/// The page cut into what is laid out at once, heights guessed.
pub(super) fn pieces_of(article: &Article, width: f32) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut before: Option<BlockKind> = None;
    for block in &article.blocks {
        let mut gap = match (before, block.kind) {
            (None, _) => 0.0,
            (Some(a), b) if is_furniture(a) && is_furniture(b) => 6.0,
            _ => 14.0,
        };
        for span in cut(&article.text, block.span) {
            pieces.push(Piece {
                span,
                kind: block.kind,
                gap,
                height: guessed_height(span, block.kind, width),
            });
            gap = 0.0;
        }
        before = Some(block.kind);
    }
    pieces
}

fn cut(text: &str, block: Span) -> Vec<Span> {
    let mut spans = Vec::new();
    let mut start = block.start();
    while block.end() - start > PIECE {
        let limit = text.floor_char_boundary(start + PIECE);
        let part = text.get(start..limit).unwrap_or_default();
        let end = part
            .rfind(' ')
            .filter(|at| *at > 0)
            .map_or(limit, |at| start + at + 1);
        spans.push(Span::new(start, end));
        start = end;
    }
    spans.push(Span::new(start, block.end()));
    spans
}

fn guessed_height(span: Span, kind: BlockKind, width: f32) -> f32 {
    let size = size_of(kind);
    let per_line = (width / (size * 0.48)).max(8.0);
    let n_lines = (span.len() as f32 / per_line).ceil().max(1.0);
    n_lines * line_height(size)
}

const fn is_furniture(kind: BlockKind) -> bool {
    !matches!(kind, BlockKind::Body | BlockKind::Headline)
}

pub(super) const fn size_of(kind: BlockKind) -> f32 {
    match kind {
        BlockKind::Headline => 19.0,
        BlockKind::Body => READING,
        _ => FURNITURE,
    }
}

fn line_height(size: f32) -> f32 {
    (size * 1.55).round()
}

/// The text of a piece in its size and ink: furniture small and grey, but not where it is cited or selected.
fn job(look: Look<'_>, span: Span, kind: BlockKind, names: &[Name]) -> LayoutJob {
    let theme = look.theme;
    let size = size_of(kind);
    let format = TextFormat {
        font_id: if kind == BlockKind::Headline {
            theme::semibold(size)
        } else {
            FontId::proportional(size)
        },
        color: if is_furniture(kind) {
            theme.faint
        } else {
            theme.text
        },
        line_height: Some(line_height(size)),
        ..TextFormat::default()
    };
    let mut bright: Vec<Span> = look.cited.into_iter().collect();
    if is_furniture(kind) {
        let selected = |name: &&Name| look.state.selection.entities.contains(&name.id);
        bright.extend(names.iter().filter(selected).map(|name| name.span));
    }
    let mut edges: Vec<usize> = bright.iter().flat_map(|s| [s.start(), s.end()]).collect();
    edges.extend([span.start(), span.end()]);
    edges.retain(|edge| (span.start()..=span.end()).contains(edge));
    edges.sort_unstable();
    edges.dedup();
    let mut job = LayoutJob::default();
    job.wrap.max_width = look.width;
    for pair in edges.windows(2) {
        let &[from, to] = pair else { continue };
        let mut format = format.clone();
        if bright.iter().any(|s| s.start() <= from && to <= s.end()) {
            format.color = theme.text;
        }
        let part = look.article.text.get(from..to).unwrap_or_default();
        job.append(&script::on_screen(part), 0.0, format);
    }
    job
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_block_is_cut_between_words_and_nothing_is_lost() {
        let text = "Envoys met – again. ".repeat(1000);
        let block = Span::new(0, text.len());
        let spans = cut(&text, block);
        assert!(spans.len() > 5);
        assert!(spans.iter().all(|span| span.len() <= PIECE));
        let joined: String = spans.iter().map(|span| span.of(&text)).collect();
        assert_eq!(joined, text);
        let unbroken = "–".repeat(3000);
        let spans = cut(&unbroken, Span::new(0, unbroken.len()));
        let joined: String = spans.iter().map(|span| span.of(&unbroken)).collect();
        assert_eq!(joined, unbroken);
    }
}
