//! Who is at work: this process, and whether another one still runs.

use std::fs;
use std::process;

use serde::{Deserialize, Serialize};

/// A process of a machine. Numbers of processes come again; the time one started does not.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Process {
    pub host: String,
    pub id: u32,
    /// In ticks since the machine started, where it tells.
    #[serde(default)]
    started: Option<u64>,
}

impl Process {
    pub fn this() -> Self {
        Self::of(process::id())
    }

    /// A process of this machine.
    pub fn of(id: u32) -> Self {
        Self {
            host: host(),
            id,
            started: started(id),
        }
    }

    /// Whether it runs; `None` where this machine cannot say.
    pub fn runs(&self) -> Option<bool> {
        if self.host != host() {
            return None;
        }
        // Without an own entry there is no list of processes to look into.
        started(process::id())?;
        Some(started(self.id).is_some_and(|now| self.started.is_none_or(|then| then == now)))
    }
}

fn host() -> String {
    let told = fs::read_to_string("/proc/sys/kernel/hostname").ok();
    let named = || {
        ["HOSTNAME", "COMPUTERNAME"]
            .into_iter()
            .find_map(|name| std::env::var(name).ok())
    };
    told.or_else(named).unwrap_or_default().trim().to_owned()
}

/// The 22nd field of `/proc/ID/stat`; the second, the name in brackets, may hold spaces.
fn started(id: u32) -> Option<u64> {
    let stat = fs::read_to_string(format!("/proc/{id}/stat")).ok()?;
    let (_, fields) = stat.rsplit_once(')')?;
    let mut fields = fields.split_whitespace();
    // A process that has ended and is only waited for does not run.
    let state = fields.next()?;
    if matches!(state, "Z" | "X") {
        return None;
    }
    fields.nth(18)?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn this_process_runs_and_a_namesake_does_not() {
        let this = Process::this();
        if this.started.is_none() {
            return;
        }
        assert_eq!(this.runs(), Some(true));
        let namesake = Process {
            started: Some(1),
            ..this.clone()
        };
        assert_eq!(namesake.runs(), Some(false));
        let elsewhere = Process {
            host: "elsewhere".to_owned(),
            ..this
        };
        assert_eq!(elsewhere.runs(), None);
    }
}
