//! Makes the encoder's model file of what `training/encoder/train.py` leaves.

use anyhow::{Context, Result, bail};
use inquit::encoder::{self, Linear, Normal, Trained, TrainedLayer};
use std::collections::BTreeMap;

/// Numbers by name, out of a file in the format of safetensors: the length of a head in JSON (u64, little-endian), the
/// head with type, shape and place of each tensor, then their numbers.
fn tensors(bytes: &[u8]) -> Result<BTreeMap<String, Vec<f32>>> {
    let (length, rest) = bytes.split_first_chunk::<8>().context("shorter than its first number")?;
    let length = usize::try_from(u64::from_le_bytes(*length))?;
    let (head, data) = rest.split_at_checked(length).context("shorter than its head")?;
    let head: BTreeMap<String, serde_json::Value> =
        serde_json::from_slice(head).context("its head is no JSON")?;
    let mut out = BTreeMap::new();
    for (name, tensor) in head {
        if name == "__metadata__" {
            continue;
        }
        if tensor["dtype"] != "F32" {
            bail!("{name} is of type {}, not F32", tensor["dtype"]);
        }
        let place = |i: usize| tensor["data_offsets"][i].as_u64().and_then(|n| usize::try_from(n).ok());
        let numbers = place(0).zip(place(1)).and_then(|(start, end)| data.get(start..end));
        let (numbers, _) = numbers.with_context(|| format!("{name} lies outside the file"))?.as_chunks::<4>();
        out.insert(name, numbers.iter().map(|b| f32::from_le_bytes(*b)).collect());
    }
    Ok(out)
}

/// The bytes of a model file, out of a file of weights and its vocabulary, one piece a line.
///
/// # Errors
///
/// If the file of weights is damaged or lacks some.
pub fn model(weights: &[u8], vocabulary: &str) -> Result<Vec<u8>> {
    let tensors = tensors(weights)?;
    let get = |name: String| {
        tensors.get(&name).map(Vec::as_slice).with_context(|| format!("the weights lack {name}"))
    };
    let linear = |name: &str| -> Result<Linear<'_>> {
        Ok(Linear { weights: get(format!("{name}.weight"))?, bias: get(format!("{name}.bias"))? })
    };
    let norm = |name: &str| -> Result<Normal<'_>> {
        Ok(Normal { stretch: get(format!("{name}.weight"))?, shift: get(format!("{name}.bias"))? })
    };
    let layer = |i: usize| -> Result<TrainedLayer<'_>> {
        let name = |part: &str| format!("layers.{i}.{part}");
        Ok(TrainedLayer {
            qkv: linear(&name("qkv"))?,
            out: linear(&name("out"))?,
            norm_out: norm(&name("norm_out"))?,
            up: linear(&name("up"))?,
            down: linear(&name("down"))?,
            norm_down: norm(&name("norm_down"))?,
        })
    };
    let layers = (0..).take_while(|i| tensors.contains_key(&format!("layers.{i}.qkv.weight"))).map(layer);
    let trained = Trained {
        vocabulary,
        words: get("words.weight".into())?,
        positions: get("positions.weight".into())?,
        norm: norm("norm")?,
        layers: layers.collect::<Result<_>>()?,
        tags: linear("tags")?,
        query: linear("query")?,
        key: linear("key")?,
    };
    Ok(encoder::write(&trained))
}
