//! What of a stage decides about the bill of its requests.

use indexmap::IndexMap;

use crate::aws::{ApiKind, MeteringRule, metering};
use crate::design::kept::web_acl_elsewhere;
use crate::design::{ApiId, Design, LogDestination, Stage, StageId};

use super::logs::Measured;

/// How long log lines are kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kept {
    /// So many days.
    Days(u32),
    /// Until somebody deletes them, or as long as an existing group says.
    ForEver,
    /// Not in CloudWatch.
    Elsewhere,
}

impl Kept {
    /// What lies there once the oldest lines go, of so many pieces a month; of lines that are never deleted those of
    /// one month.
    pub fn months(self, pieces: u128) -> u128 {
        let month_h = u128::from(metering(MeteringRule::Month).value.value.max(1));
        match self {
            Self::Days(days) => pieces.saturating_mul(u128::from(days) * 24) / month_h,
            Self::ForEver => pieces,
            Self::Elsewhere => 0,
        }
    }
}

/// A stage as the bill sees it.
pub struct StageBook<'a> {
    /// Its name.
    pub name: &'a str,
    /// What X-Ray calls it: `api/stage`.
    pub service: String,
    /// The access log's format, where lines go to CloudWatch.
    pub access: Option<Measured<'a>>,
    /// How long its lines are kept.
    pub kept: Kept,
    /// Whether X-Ray traces it.
    pub traced: bool,
    /// Whether a web ACL looks at its requests.
    pub protected: bool,
}

/// The stages that take traffic.
pub struct StageBooks<'a>(IndexMap<(ApiId, StageId), StageBook<'a>>);

impl<'a> StageBooks<'a> {
    pub fn of_design(design: &'a Design) -> Self {
        let mut books = IndexMap::new();
        for (api_id, api) in &design.apis {
            for (id, stage) in &api.stages {
                let (access, kept) = access(stage, api);
                let rest = api.kind == ApiKind::Rest;
                books.insert(
                    (*api_id, *id),
                    StageBook {
                        name: &stage.name,
                        service: format!("{}/{}", api.name, stage.name),
                        access,
                        kept,
                        traced: rest && stage.xray_tracing,
                        protected: rest
                            && (stage.web_acl.is_some() || web_acl_elsewhere(design, *api_id, *id).is_some()),
                    },
                );
            }
        }
        Self(books)
    }

    pub fn of(&self, api: ApiId, stage: Option<StageId>) -> Option<&StageBook<'a>> {
        self.0.get(&(api, stage?))
    }
}

fn access<'a>(stage: &'a Stage, api: &crate::design::Api) -> (Option<Measured<'a>>, Kept) {
    let Some(log) = &stage.access_log else { return (None, Kept::Elsewhere) };
    let kept = match &log.destination {
        LogDestination::LogGroup { retention_days: Some(days @ 1..), .. } => Kept::Days(*days),
        LogDestination::LogGroup { .. } => Kept::ForEver,
        LogDestination::Existing { arn } if arn.contains(":firehose:") => return (None, Kept::Elsewhere),
        LogDestination::Existing { .. } => Kept::ForEver,
    };
    (Some(Measured::new(&log.format, api, &stage.name)), kept)
}
