//! The dependency tree of a sentence, and the look-ups that its reading needs.

use crate::extract::clause::words::Word;
use crate::model::Mention;
use crate::text::{Dependency, Deprel, Pos, Token, parse_all, tag};

/// Words by their place in the sentence, with what each hangs from.
#[derive(Debug, Default)]
pub(crate) struct Tree {
    tags: Vec<Pos>,
    arcs: Vec<Dependency>,
    /// By head; in order of place.
    children: Vec<Vec<usize>>,
}

/// The trees of many sentences at once, which is faster. Nobody stands to nobody where fewer than two are named, and who speaks there
/// word order tells as well: such a sentence gets an empty tree, also where one is named twice.
pub(crate) fn trees(text: &str, sentences: &[(&[Token], &[Mention])]) -> Vec<Tree> {
    let words: Vec<Vec<&str>> = sentences
        .iter()
        .map(|(tokens, mentions)| {
            let alone = mentions.windows(2).all(|pair| pair[0].of == pair[1].of);
            let asked = if alone { &[] } else { *tokens };
            asked.iter().map(|token| token.span.of(text)).collect()
        })
        .collect();
    let tags: Vec<Vec<Pos>> = words.iter().map(|words| tag(words)).collect();
    let tagged: Vec<(&[&str], &[Pos])> = words
        .iter()
        .zip(&tags)
        .map(|(words, tags)| (words.as_slice(), tags.as_slice()))
        .collect();
    let arcs = parse_all(&tagged);
    arcs.into_iter()
        .zip(tags)
        .map(|(arcs, tags)| Tree::new(tags, arcs))
        .collect()
}

impl Tree {
    fn new(tags: Vec<Pos>, arcs: Vec<Dependency>) -> Self {
        let mut children = vec![Vec::new(); arcs.len()];
        for (at, arc) in arcs.iter().enumerate() {
            if let Some(list) = arc.head.and_then(|head| children.get_mut(head)) {
                list.push(at);
            }
        }
        Self {
            tags,
            arcs,
            children,
        }
    }

    pub fn pos(&self, at: usize) -> Option<Pos> {
        self.tags.get(at).copied()
    }

    /// What the word hangs from; `None` for the root.
    pub fn head(&self, at: usize) -> Option<usize> {
        self.arcs.get(at).and_then(|arc| arc.head)
    }

    pub fn relation(&self, at: usize) -> Deprel {
        self.arcs.get(at).map_or(Deprel::Dep, |arc| arc.relation)
    }

    pub fn children(&self, at: usize) -> &[usize] {
        self.children.get(at).map_or(&[], Vec::as_slice)
    }

    /// The children with one of these relations.
    pub fn with(&self, at: usize, wanted: &[Deprel]) -> impl Iterator<Item = usize> {
        self.children(at)
            .iter()
            .copied()
            .filter(|&child| wanted.contains(&self.relation(child)))
    }

    /// The word that leads a clause or a phrase: "if", "after", "of"; of "because of" the first.
    pub fn leader<'w>(&self, at: usize, words: &'w [Word]) -> Option<&'w Word> {
        self.with(at, &[Deprel::Case, Deprel::Mark])
            .find_map(|child| words.get(child))
    }

    /// From the word up to the root, itself not included.
    pub fn above(&self, at: usize) -> impl Iterator<Item = usize> {
        // A tree is never deeper than it has words.
        std::iter::successors(self.head(at), |&at| self.head(at)).take(self.arcs.len())
    }
}
