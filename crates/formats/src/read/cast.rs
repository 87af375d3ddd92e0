//! Cast lists: who can speak, as JSON or CSV.
//!
//! Content decides: what begins with `[` or `{` is JSON, all else is CSV with a head line. Keys and columns are the same:
//! `id` and `name`, and where they are known `aliases`, `gender`, `role` and `type`. Others are left alone.

use super::decode;
use inquit::{Cast, CastError, CastMember, Gender, SpeakerKind};
use serde::Deserialize;
use thiserror::Error;

/// Why a cast list could not be read. The caller adds which file.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum ReadCastError {
    /// It is no text.
    #[error(transparent)]
    Text(#[from] super::ReadError),
    /// It is no JSON, or JSON of another shape.
    #[error(
        "line {line}, column {column}: {problem}; a cast is a list like [{{\"id\": \"e1\", \"name\": \"Ann Lee\", \"aliases\": [\"Annie\"], \"gender\": \"female\"}}]"
    )]
    Json {
        /// Counted from 1.
        line: usize,
        /// Counted in bytes from 1.
        column: usize,
        /// What is wrong there.
        problem: String,
    },
    /// The head line of a CSV file lacks a column.
    #[error(
        "line 1 names no column {column:?}; a cast in CSV begins with a line like id,name,aliases,gender,role (aliases apart by ;)"
    )]
    NoColumn {
        /// The column that is needed.
        column: &'static str,
    },
    /// A line of a CSV file is broken.
    #[error("line {line}: {problem}")]
    Csv {
        /// Counted from 1; 0 where the whole file is meant.
        line: u64,
        /// What is wrong there.
        problem: String,
    },
    /// A gender that is none of those known.
    #[error("{member:?} has the gender {given:?}; write female, male or unknown (f, m, u), or leave it out")]
    Gender {
        /// The name of the member.
        member: String,
        /// What the list says.
        given: String,
    },
    /// A type that is none of those known.
    #[error(
        "{member:?} has the type {given:?}; write person, group, organisation or document, or leave it out"
    )]
    Kind {
        /// The name of the member.
        member: String,
        /// What the list says.
        given: String,
    },
    /// There is nobody in it.
    #[error("nobody is in the cast")]
    Empty,
    /// The members make no cast.
    #[error(transparent)]
    Cast(#[from] CastError),
}

/// Reads a cast list.
///
/// ```
/// let csv = "id,name,aliases,gender\np1,Ann Lee,Annie;the mayor,f\n";
/// let cast = inquit_formats::read::cast(csv.into())?;
/// assert_eq!(cast.members()[0].aliases, ["Annie", "the mayor"]);
/// # Ok::<(), inquit_formats::read::ReadCastError>(())
/// ```
///
/// # Errors
///
/// If the bytes are no such list, or no cast can be made of it.
pub fn cast(bytes: Vec<u8>) -> Result<Cast, ReadCastError> {
    let text = decode(bytes, Default::default())?.0;
    let members = match text.trim_start().as_bytes().first() {
        Some(b'[' | b'{') => json(&text)?,
        Some(_) => csv(&text)?,
        None => Vec::new(),
    };
    if members.is_empty() {
        return Err(ReadCastError::Empty);
    }
    Ok(Cast::new(members)?)
}

/// A member as it stands in JSON.
#[derive(Deserialize)]
struct Member {
    id: Id,
    name: String,
    #[serde(default)]
    aliases: Option<Vec<String>>,
    gender: Option<String>,
    role: Option<String>,
    #[serde(rename = "type")]
    kind: Option<String>,
}

/// Lists name their members or number them.
#[derive(Deserialize)]
#[serde(untagged)]
enum Id {
    Text(String),
    Number(serde_json::Number),
}

/// A list, or an object that holds one.
#[derive(Deserialize)]
struct Holder {
    #[serde(alias = "members", alias = "characters", alias = "entities")]
    cast: Vec<Member>,
}

fn json(text: &str) -> Result<Vec<CastMember>, ReadCastError> {
    let parsed = if text.trim_start().starts_with('[') {
        serde_json::from_str::<Vec<Member>>(text)
    } else {
        serde_json::from_str::<Holder>(text).map(|h| h.cast)
    };
    let list = parsed.map_err(|e| {
        let problem = e.to_string();
        let place = format!(" at line {} column {}", e.line(), e.column());
        ReadCastError::Json {
            line: e.line(),
            column: e.column(),
            problem: problem.strip_suffix(&place).unwrap_or(&problem).to_owned(),
        }
    })?;
    list.into_iter()
        .map(|m| {
            let id = match m.id {
                Id::Text(id) => id,
                Id::Number(n) => n.to_string(),
            };
            let aliases = m.aliases.unwrap_or_default();
            let (gender, kind) = (m.gender.unwrap_or_default(), m.kind.unwrap_or_default());
            member(id, m.name, aliases, &gender, m.role, &kind)
        })
        .collect()
}

fn csv(text: &str) -> Result<Vec<CastMember>, ReadCastError> {
    let broken = |e: csv::Error| ReadCastError::Csv {
        line: e.position().map_or(0, csv::Position::line),
        problem: match e.kind() {
            csv::ErrorKind::UnequalLengths { expected_len, len, .. } => {
                format!(
                    "{len} fields, while line 1 has {expected_len}; put a field with commas in it into \"…\""
                )
            }
            _ => e.to_string(),
        },
    };
    let first = text.lines().next().unwrap_or_default();
    let delimiter = if first.contains('\t') { b'\t' } else { b',' };
    let mut reader =
        csv::ReaderBuilder::new().delimiter(delimiter).trim(csv::Trim::All).from_reader(text.as_bytes());
    let head = reader.headers().map_err(broken)?.clone();
    let column = |name: &str| head.iter().position(|h| h.eq_ignore_ascii_case(name));
    let need = |name: &'static str| column(name).ok_or(ReadCastError::NoColumn { column: name });
    let (id, name) = (need("id")?, need("name")?);
    let (aliases, gender) = (column("aliases"), column("gender"));
    let (role, kind) = (column("role"), column("type"));
    let mut out = Vec::new();
    for record in reader.into_records() {
        let record = record.map_err(broken)?;
        let field = |at: Option<usize>| at.and_then(|i| record.get(i)).unwrap_or_default();
        let names = field(aliases).split([';', '|']).map(str::trim).filter(|a| !a.is_empty());
        out.push(member(
            field(Some(id)).to_owned(),
            field(Some(name)).to_owned(),
            names.map(str::to_owned).collect(),
            field(gender),
            Some(field(role).to_owned()),
            field(kind),
        )?);
    }
    Ok(out)
}

fn member(
    id: String,
    name: String,
    aliases: Vec<String>,
    gender: &str,
    role: Option<String>,
    kind: &str,
) -> Result<CastMember, ReadCastError> {
    let lower = |s: &str| s.trim().to_lowercase();
    let gender = match lower(gender).as_str() {
        "f" | "female" | "woman" => Gender::Female,
        "m" | "male" | "man" => Gender::Male,
        "" | "u" | "unknown" | "x" | "other" | "null" => Gender::Unknown,
        _ => return Err(ReadCastError::Gender { member: name, given: gender.to_owned() }),
    };
    let kind = match lower(kind).as_str() {
        "" | "person" => SpeakerKind::Person,
        "group" => SpeakerKind::Group,
        "organisation" | "organization" => SpeakerKind::Organisation,
        "document" => SpeakerKind::Document,
        _ => return Err(ReadCastError::Kind { member: name, given: kind.to_owned() }),
    };
    Ok(CastMember { id, name, aliases, gender, kind, role: role.filter(|r| !r.trim().is_empty()) })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn error(text: &str) -> String {
        cast(text.into()).unwrap_err().to_string()
    }

    #[test]
    fn json_and_csv_say_the_same() {
        let json = r#"[{"id": 7, "name": "Ann Lee", "aliases": ["Annie", "the mayor"], "gender": "F", "role": "mayor"},
            {"id": "x", "name": "Ferro", "type": "organisation", "note": "left alone"}]"#;
        let csv = "\u{feff}ID,name,gender,aliases,role,type\n7,Ann Lee,female,Annie; the mayor,mayor,\nx,Ferro,,,,organization\n";
        let tabs = csv.replace(',', "\t");
        let held = format!("{{\"cast\": {json}}}");
        let want = cast(json.into()).unwrap().members().to_vec();
        assert_eq!((want[0].id.as_str(), want[0].gender), ("7", Gender::Female));
        assert_eq!(want[1].kind, SpeakerKind::Organisation);
        for other in [csv, &tabs, &held] {
            assert_eq!(cast(other.into()).unwrap().members(), want, "{other}");
        }
    }

    #[test]
    fn errors_name_the_place_and_the_way_out() {
        assert_eq!(error(" \n"), "nobody is in the cast");
        assert_eq!(error("id,name\n"), "nobody is in the cast");
        assert!(error("name,gender\nAnn,f\n").starts_with("line 1 names no column \"id\"; a cast in CSV"));
        assert!(error("id,name\n1,Ann\n2,Lee, Bea\n").starts_with("line 3: 3 fields, while line 1 has 2;"));
        assert!(
            error("[{\"id\": 1,\n \"aliases\": []}]").contains("missing field `name`; a cast is a list like")
        );
        assert!(
            error("id,name,gender\n1,Ann,lady\n")
                .starts_with("\"Ann\" has the gender \"lady\"; write female")
        );
        assert!(error("id,name,type\n1,Ann,cat\n").starts_with("\"Ann\" has the type \"cat\"; write person"));
        assert!(error("id,name\n1,Ann\n1,Bea\n").starts_with("members 1 and 2 both have the id \"1\""));
        assert!(error("id,name\n1,\n").contains("has no name"));
    }
}
