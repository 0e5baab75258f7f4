//! Small forms: which mentions are somebody else, a note, a grade.

use eframe::egui::{self, ScrollArea, Ui, WidgetInfo, WidgetType};

use crate::app::panels::cards;
use crate::app::panels::forms::{Done, buttons, choice, head, remark};
use crate::app::state::State;
use crate::app::wording;
use crate::model::{
    Anchor, ArticleId, Credibility, Edit, EntityId, Form, Grade, Noted, Reliability,
};
use crate::project::relation_of;

/// Which mentions go.
#[derive(Debug)]
pub struct SplitForm {
    name: String,
    mentions: Vec<(Anchor, String, bool)>,
}

impl SplitForm {
    pub fn new(state: &State, id: &EntityId) -> Option<Self> {
        let entity = state.graph.entity(id)?;
        let open = state.reader_at;
        let mention = |(at, form): &(Anchor, Form)| {
            let article = state.article(at.article)?;
            let around = cards::sentence_around(article, at.span);
            let words = at.span.of(&article.text);
            let text = around.of(&article.text);
            let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
            let text = format!(
                "“{words}” ({}): {}",
                form.label(),
                cards::shortened(&text, 90)
            );
            Some((*at, text, open == Some(*at)))
        };
        Some(Self {
            name: entity.name.clone(),
            mentions: entity.mentions.iter().filter_map(mention).collect(),
        })
    }

    pub fn ui(&mut self, ui: &mut Ui, _state: &State) -> Done {
        head(ui, &format!("Which of these is not {}?", self.name));
        remark(
            ui,
            "The chosen ones become somebody of their own, together with what their sentences say.",
        );
        ScrollArea::vertical().max_height(320.0).show(ui, |ui| {
            for (_, text, on) in &mut self.mentions {
                ui.checkbox(on, text.as_str());
            }
        });
        let chosen = self.mentions.iter().filter(|(_, _, on)| *on);
        let chosen: Vec<Anchor> = chosen.map(|(at, _, _)| *at).collect();
        let valid = !chosen.is_empty() && chosen.len() < self.mentions.len();
        match buttons(ui, "Split off", valid) {
            Some(true) => Done::Edits(vec![Edit::Split { mentions: chosen }]),
            Some(false) => Done::Cancelled,
            None => Done::NotYet,
        }
    }
}

/// Words of the user's own.
#[derive(Debug)]
pub struct NoteForm {
    on: Noted,
    about: String,
    was: String,
    text: String,
    is_new: bool,
}

impl NoteForm {
    pub fn new(state: &State, on: Noted) -> Self {
        let graph = &state.graph;
        let (about, was) = match &on {
            Noted::Node(at) => graph.entity_at(*at).map(|entity| {
                let note = state.marks.notes.get(&entity.id);
                (entity.name.clone(), note.cloned())
            }),
            Noted::Line(line) => relation_of(line, graph).map(|relation| {
                let note = state.marks.line_notes.get(&relation.id);
                (format!("“{}”", relation.kind.label()), note.cloned())
            }),
        }
        .unwrap_or_default();
        let was = was.unwrap_or_default();
        Self {
            on,
            about,
            text: was.clone(),
            was,
            is_new: true,
        }
    }

    pub fn ui(&mut self, ui: &mut Ui) -> Done {
        head(ui, &format!("Note on {}", self.about));
        let field = egui::TextEdit::multiline(&mut self.text)
            .desired_rows(5)
            .desired_width(f32::INFINITY);
        let field = ui.add(field);
        field.widget_info(|| WidgetInfo::labeled(WidgetType::TextEdit, true, "Note"));
        if std::mem::take(&mut self.is_new) {
            field.request_focus();
        }
        remark(
            ui,
            "Notes are saved with the project. Ctrl+Enter keeps the note.",
        );
        // Enter is a new line here.
        let bare =
            ui.input(|input| input.key_pressed(egui::Key::Enter) && !input.modifiers.command);
        match buttons(ui, "Keep the note", self.text != self.was) {
            Some(true) if !bare => Done::Edits(vec![Edit::Note {
                on: self.on,
                text: self.text.trim().to_owned(),
            }]),
            Some(false) => Done::Cancelled,
            _ => Done::NotYet,
        }
    }
}

/// What is thought of a source.
#[derive(Debug)]
pub struct GradeForm {
    article: ArticleId,
    was: Grade,
    now: Grade,
}

impl GradeForm {
    pub fn new(state: &State, article: ArticleId) -> Self {
        let was = state.marks.grade(article);
        Self {
            article,
            was,
            now: was,
        }
    }

    pub fn ui(&mut self, ui: &mut Ui, state: &State) -> Done {
        let title = state
            .article(self.article)
            .map_or("", |article| wording::title(article));
        head(ui, "Grade the source");
        remark(ui, title);
        ui.add_space(6.0);
        let all = Reliability::ALL.iter().copied();
        choice(
            ui,
            "Reliability of the source",
            &mut self.now.reliability,
            all,
            |one| format!("{} – {}", one.word(), one.label()),
        );
        let all = Credibility::ALL.iter().copied();
        choice(
            ui,
            "Credibility of what it says",
            &mut self.now.credibility,
            all,
            |one| format!("{} – {}", one.word(), one.label()),
        );
        match buttons(ui, "Grade", self.now != self.was) {
            Some(true) => Done::Edits(vec![Edit::GradeSource {
                article: self.article,
                grade: self.now,
            }]),
            Some(false) => Done::Cancelled,
            None => Done::NotYet,
        }
    }
}
