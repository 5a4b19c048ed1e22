//! Property forms, one for each noun.
