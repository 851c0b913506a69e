//! The closed vocabularies of the casebook format.

macro_rules! vocabulary {
    ($($(#[$doc:meta])* $name:ident { $($(#[$of:meta])* $variant:ident = $word:literal,)* })*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum $name { $($(#[$of])* $variant,)* }

        impl $name {
            /// Every word, in the order of the format.
            pub const ALL: &[Self] = &[$(Self::$variant,)*];

            /// Returns the word as it is written in a casebook.
            #[must_use]
            pub fn word(self) -> &'static str {
                match self { $(Self::$variant => $word,)* }
            }

            /// Returns the entry that `word` names, if it names one.
            #[must_use]
            pub fn named(word: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|entry| entry.word() == word)
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.word())
            }
        }
    )*};
}

vocabulary! {
    /// What kind of speaker or publisher a source is.
    Kind {
        /// A state's forces and offices.
        Official = "official",
        /// An armed group or its media.
        Belligerent = "belligerent",
        /// An outlet.
        Media = "media",
        /// A non-governmental organisation.
        Ngo = "ngo",
        /// An international organisation.
        International = "international",
        /// A hospital or a medical worker.
        Medical = "medical",
        /// Somebody who saw it.
        Witness = "witness",
        /// Nothing else is known of the speaker.
        Unnamed = "unnamed",
        /// A body that records such incidents.
        Monitor = "monitor",
        /// None of these.
        Other = "other",
    }

    /// The words that are a number only under a quantifier profile.
    Vague {
        /// `several`
        Several = "several",
        /// `a few`
        AFew = "a few",
        /// `a number`
        ANumber = "a number",
        /// `tens`
        Tens = "tens",
        /// `dozens`
        Dozens = "dozens",
        /// `scores`
        Scores = "scores",
        /// `hundreds`
        Hundreds = "hundreds",
        /// `thousands`
        Thousands = "thousands",
        /// `many`
        Many = "many",
    }

    /// What a measure holds.
    MeasureKind {
        /// Numbers.
        Count = "count",
        /// Free text.
        Statement = "statement",
    }

    /// How a page passes a speaker's word on.
    Attribution {
        /// As the speaker's own.
        Plain = "plain",
        /// With a doubt whether the speaker said it.
        Purported = "purported",
        /// In the page's words.
        Paraphrase = "paraphrase",
    }

    /// Whether a claim puts its quantity forward or rejects it.
    Stance {
        /// Puts it forward.
        Asserts = "asserts",
        /// Rejects it.
        Denies = "denies",
    }

    /// What the casebook decides of a claim.
    Standing {
        /// Nothing yet.
        Open = "open",
        /// A note to readers; it changes no count.
        Accepted = "accepted",
        /// Left out, with a reason.
        SetAside = "set aside",
    }

    /// How what a figure covers lies to its measure.
    Coverage {
        /// It counts a part of what the measure counts.
        Part = "part",
        /// It counts more than the measure does.
        More = "more",
        /// It counts something else.
        Other = "other",
    }
}
