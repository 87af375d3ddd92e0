//! What the tests of the binary share: a folder to work in, the tool itself, and small files of every kind, each made
//! here, so that no binary file stands in the project.

use std::fs;
use std::io::{Cursor, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};

/// The sentences that every sample holds.
pub(crate) const TEXT: &str = "“We won,” said Ann Lee. “It was close.”";

/// An empty folder for one test; it goes when the test ends well.
pub(crate) struct Folder(PathBuf);

impl Folder {
    pub(crate) fn new(test: &str) -> Self {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let n = COUNT.fetch_add(1, Ordering::Relaxed);
        let name = format!("{test}-{}-{n}", std::process::id());
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }

    pub(crate) fn write(&self, name: &str, bytes: impl AsRef<[u8]>) -> &Self {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
        self
    }

    pub(crate) fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap_or_else(|e| panic!("{name}: {e}"))
    }

    /// The names of all files in it, sorted.
    pub(crate) fn files(&self) -> Vec<String> {
        let (mut files, mut folders) = (vec![], vec![self.0.clone()]);
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    folders.push(path);
                } else {
                    files.push(path.strip_prefix(&self.0).unwrap().to_string_lossy().into_owned());
                }
            }
        }
        files.sort();
        files
    }

    /// The tool with this folder as its working folder.
    pub(crate) fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_inquit"));
        command.args(args).current_dir(&self.0).stdin(Stdio::null());
        command
    }

    pub(crate) fn run(&self, args: &[&str]) -> Run {
        Run::of(self.command(args).output().unwrap())
    }

    /// Runs `inquit attribute --format jsonl` on the arguments.
    pub(crate) fn attribute(&self, args: &[&str]) -> Run {
        self.run(&[&["attribute", "--format", "jsonl"], args].concat())
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        if !std::thread::panicking() {
            let _ = fs::remove_dir_all(&self.0);
        }
    }
}

/// How a run ended.
#[derive(Debug)]
pub(crate) struct Run {
    pub(crate) code: Option<i32>,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Run {
    pub(crate) fn of(output: Output) -> Self {
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        Self { code: output.status.code(), out: text(output.stdout), err: text(output.stderr) }
    }

    /// `id: quotations` for each line of JSON.
    pub(crate) fn found(&self) -> Vec<String> {
        self.out
            .lines()
            .map(|line| {
                let document: serde_json::Value = serde_json::from_str(line).unwrap();
                let quotations = document["quotations"].as_array().unwrap();
                let said = quotations.iter().flat_map(|q| q["content"].as_array().unwrap());
                let said: Vec<_> = said.map(|s| s["text"].as_str().unwrap()).collect();
                format!("{}: {}", document["id"].as_str().unwrap(), said.join(" "))
            })
            .collect()
    }
}

/// What [`TEXT`] comes out as, under an id.
pub(crate) fn found(id: &str) -> String {
    format!("{id}: “We won,” “It was close.”")
}

pub(crate) fn gzip(bytes: impl AsRef<[u8]>) -> Vec<u8> {
    let mut out = flate2::write::GzEncoder::new(vec![], flate2::Compression::default());
    out.write_all(bytes.as_ref()).unwrap();
    out.finish().unwrap()
}

pub(crate) fn zstd(bytes: impl AsRef<[u8]>) -> Vec<u8> {
    zstd::encode_all(bytes.as_ref(), 3).unwrap()
}

pub(crate) fn zip(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut out = zip::ZipWriter::new(Cursor::new(vec![]));
    let packed = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::DEFLATE);
    for (name, bytes) in files {
        out.start_file(*name, packed).unwrap();
        out.write_all(bytes).unwrap();
    }
    out.finish().unwrap().into_inner()
}

/// A page as papers make them, with a menu and a footer around the text.
pub(crate) fn page() -> String {
    format!(
        "<!DOCTYPE html><html><head><title>x</title></head><body><nav><a href='/'>Home</a></nav><article><h1>A match</h1>\
         <p>{TEXT}</p><p>Nobody was hurt, it seems, and all went home, some of them late, some of them, as ever, on foot.</p>\
         <blockquote><p>A block of words, taken from elsewhere, stays a paragraph of its own.</p></blockquote></article>\
         <footer><p>All rights, and all wrongs, reserved, by the owner of this page and by nobody else.</p></footer></body></html>"
    )
}

/// A book of two chapters, the second one first in the archive, with a table of contents.
pub(crate) fn epub() -> Vec<u8> {
    let container = "<container xmlns='urn:oasis:names:tc:opendocument:xmlns:container'><rootfiles>\
        <rootfile full-path='OPS/book.opf' media-type='application/oebps-package+xml'/></rootfiles></container>";
    let book = "<package xmlns='http://www.idpf.org/2007/opf'><manifest>\
        <item id='n' href='nav.xhtml' media-type='application/xhtml+xml' properties='nav'/>\
        <item id='b' href='two.xhtml' media-type='application/xhtml+xml'/>\
        <item id='a' href='one%20a.xhtml' media-type='application/xhtml+xml'/></manifest>\
        <spine><itemref idref='n'/><itemref idref='a'/><itemref idref='b'/></spine></package>";
    let chapter = |title: &str, text: &str| {
        format!(
            "<?xml version='1.0' encoding='utf-8'?><html xmlns='http://www.w3.org/1999/xhtml'><head><title/></head>\
             <body><h1>{title}</h1><p>{text}</p></body></html>"
        )
    };
    zip(&[
        ("mimetype", b"application/epub+zip"),
        ("META-INF/container.xml", container.as_bytes()),
        ("OPS/book.opf", book.as_bytes()),
        ("OPS/nav.xhtml", chapter("Contents", "One, two.").as_bytes()),
        ("OPS/two.xhtml", chapter("Two", "“It was close.”").as_bytes()),
        ("OPS/one a.xhtml", chapter("One", "“We won,” said Ann Lee.").as_bytes()),
    ])
}

pub(crate) fn docx() -> Vec<u8> {
    let (first, second) = TEXT.split_at(TEXT.find(" said").unwrap());
    let main = format!(
        "<?xml version='1.0'?><w:document xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'><w:body>\
         <w:p><w:r><w:t>{first}</w:t></w:r><w:r><w:t xml:space='preserve'>{second}</w:t></w:r></w:p></w:body></w:document>"
    );
    zip(&[("[Content_Types].xml", b"<Types/>"), ("word/document.xml", main.as_bytes())])
}

/// A table with columns of text: names, and rows of values.
pub(crate) fn parquet(columns: &[&str], rows: &[&[&str]]) -> Vec<u8> {
    use parquet::data_type::{ByteArray, ByteArrayType};
    use parquet::file::{properties::WriterProperties, writer::SerializedFileWriter};
    let fields: String = columns.iter().map(|c| format!("required binary {c} (UTF8); ")).collect();
    let schema = parquet::schema::parser::parse_message_type(&format!("message m {{ {fields} }}")).unwrap();
    let properties = WriterProperties::builder().set_compression(parquet::basic::Compression::SNAPPY).build();
    let mut writer = SerializedFileWriter::new(vec![], schema.into(), properties.into()).unwrap();
    let mut group = writer.next_row_group().unwrap();
    for i in 0..columns.len() {
        let values: Vec<ByteArray> = rows.iter().map(|r| ByteArray::from(r[i])).collect();
        let mut column = group.next_column().unwrap().unwrap();
        column.typed::<ByteArrayType>().write_batch(&values, None, None).unwrap();
        column.close().unwrap();
    }
    group.close().unwrap();
    writer.into_inner().unwrap()
}

pub(crate) fn warc(pages: &[(&str, &str)]) -> String {
    pages
        .iter()
        .map(|(uri, page)| {
            let answer = format!("HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{page}");
            format!(
                "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {uri}\r\nContent-Length: {}\r\n\r\n{answer}\r\n\r\n",
                answer.len()
            )
        })
        .collect()
}

/// A JSON line with a document.
pub(crate) fn line(id: &str, text: &str) -> String {
    serde_json::json!({ "id": id, "text": text }).to_string() + "\n"
}
