//! Runs `cases/quota`.
