//! Parts of speech: the universal ones and those of the Penn Treebank.

use crate::text::tag_set::tag_set;

tag_set! {
    /// The seventeen universal parts of speech.
    Upos {
        Adj = "ADJ", Adp = "ADP", Adv = "ADV", Aux = "AUX", Cconj = "CCONJ", Det = "DET", Intj = "INTJ", Noun = "NOUN", Num = "NUM",
        Part = "PART", Pron = "PRON", Propn = "PROPN", Punct = "PUNCT", Sconj = "SCONJ", Sym = "SYM", Verb = "VERB", X = "X",
    }
}

tag_set! {
    /// The tags of the Penn Treebank, as the English Web Treebank uses them.
    Xpos {
        Add = "ADD", Afx = "AFX", Cc = "CC", Cd = "CD", Dt = "DT", Ex = "EX", Fw = "FW", Gw = "GW", Hyph = "HYPH", In = "IN", Jj = "JJ",
        Jjr = "JJR", Jjs = "JJS", Ls = "LS", Md = "MD", Nfp = "NFP", Nn = "NN", Nnp = "NNP", Nnps = "NNPS", Nns = "NNS", Pdt = "PDT",
        Pos = "POS", Prp = "PRP", PrpS = "PRP$", Rb = "RB", Rbr = "RBR", Rbs = "RBS", Rp = "RP", Sym = "SYM", To = "TO", Uh = "UH",
        Vb = "VB", Vbd = "VBD", Vbg = "VBG", Vbn = "VBN", Vbp = "VBP", Vbz = "VBZ", Wdt = "WDT", Wp = "WP", WpS = "WP$", Wrb = "WRB",
        Xx = "XX", Dollar = "$", Comma = ",", Stop = ".", Colon = ":", Open = "-LRB-", Close = "-RRB-", OpenQuote = "``",
        CloseQuote = "''",
    }
}

/// What kind of word a token is: "met" in "they met" is a `Verb` and a `Vbd`, in "are met" a `Verb` and a `Vbn`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Pos {
    upos: Upos,
    xpos: Xpos,
}

impl Pos {
    pub const fn new(upos: Upos, xpos: Xpos) -> Self {
        Self { upos, xpos }
    }

    pub const fn upos(self) -> Upos {
        self.upos
    }

    pub const fn xpos(self) -> Xpos {
        self.xpos
    }

    /// A common noun or a name.
    pub const fn is_noun(self) -> bool {
        matches!(self.upos, Upos::Noun | Upos::Propn)
    }

    /// A verb or an auxiliary, in any form.
    pub const fn is_verb(self) -> bool {
        matches!(self.upos, Upos::Verb | Upos::Aux)
    }

    /// A verb with a tense: it has a subject of its own.
    pub const fn is_finite(self) -> bool {
        self.is_verb() && matches!(self.xpos, Xpos::Vbd | Xpos::Vbz | Xpos::Vbp | Xpos::Md)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_lead_back_to_their_tags() {
        assert!(
            Upos::ALL
                .iter()
                .all(|&tag| Upos::from_name(tag.name()) == Some(tag))
        );
        assert!(
            Xpos::ALL
                .iter()
                .all(|&tag| Xpos::from_name(tag.name()) == Some(tag))
        );
        assert_eq!(Xpos::from_name("vbd"), None);
    }
}
