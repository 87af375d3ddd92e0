"""The encoder: layers of BERT's kind, three taggers, and pointers from a cue to what it reports and who says so."""

import math

import torch
import torch.nn as nn
import torch.nn.functional as F

from data import KINDS, POINTERS

HIDDEN, INNER, HEADS, LAYERS, POSITIONS = 384, 1536, 12, 6, 512
# Size of the space in which a cue and what it points at are held against each other.
POINT = 64


class Layer(nn.Module):
    def __init__(self, dropout):
        super().__init__()
        self.qkv = nn.Linear(HIDDEN, 3 * HIDDEN)
        self.out = nn.Linear(HIDDEN, HIDDEN)
        self.norm_out = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.up = nn.Linear(HIDDEN, INNER)
        self.down = nn.Linear(INNER, HIDDEN)
        self.norm_down = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.dropout = nn.Dropout(dropout)

    def forward(self, x, mask):
        b, n, _ = x.shape
        q, k, v = self.qkv(x).view(b, n, 3, HEADS, HIDDEN // HEADS).permute(2, 0, 3, 1, 4)
        a = F.scaled_dot_product_attention(q, k, v, attn_mask=mask)
        a = self.out(a.transpose(1, 2).reshape(b, n, HIDDEN))
        x = self.norm_out(x + self.dropout(a))
        h = self.down(F.gelu(self.up(x), approximate="tanh"))
        return self.norm_down(x + self.dropout(h))


class Encoder(nn.Module):
    def __init__(self, vocabulary_size, dropout=0.1):
        super().__init__()
        self.words = nn.Embedding(vocabulary_size, HIDDEN)
        self.positions = nn.Embedding(POSITIONS, HIDDEN)
        self.norm = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.layers = nn.ModuleList(Layer(dropout) for _ in range(LAYERS))
        self.dropout = nn.Dropout(dropout)
        self.tags = nn.Linear(HIDDEN, 3 * len(KINDS))
        self.query = nn.Linear(HIDDEN, POINTERS * POINT)
        self.key = nn.Linear(HIDDEN, POINTERS * POINT)

    def forward(self, ids, there):
        n = ids.shape[1]
        x = self.dropout(self.norm(self.words(ids) + self.positions.weight[:n]))
        mask = there[:, None, None, :]
        for layer in self.layers:
            x = layer(x, mask)
        return x

    def tag(self, x):
        """Scores of outside, first and further for each kind: batch × pieces × kinds × 3."""
        return self.tags(x).view(*x.shape[:2], len(KINDS), 3)

    def point(self, x, there, rows, at):
        """Scores of where the pieces `at` point: cues × pointers × pieces; piece 0 stands for nowhere."""
        q = self.query(x[rows, at]).view(-1, POINTERS, POINT)
        k = self.key(x).view(*x.shape[:2], POINTERS, POINT)[rows]
        s = torch.einsum("cpd,cnpd->cpn", q, k) / math.sqrt(POINT)
        return s.masked_fill(~there[rows][:, None, :], -1e4)

    @torch.no_grad()
    def take_weights(self, weights, kept):
        """Begins with the pretrained weights; `kept` are the rows of the vocabulary that stay."""
        w = lambda name: weights[name].float()
        self.words.weight.copy_(w("embeddings.word_embeddings.weight")[kept])
        # One kind of segment only: its vector joins the positions'.
        kind = w("embeddings.token_type_embeddings.weight")[0]
        self.positions.weight.copy_(w("embeddings.position_embeddings.weight") + kind)
        self.norm.weight.copy_(w("embeddings.LayerNorm.weight"))
        self.norm.bias.copy_(w("embeddings.LayerNorm.bias"))
        for i, layer in enumerate(self.layers):
            p = f"encoder.layer.{i}."
            for part in ("weight", "bias"):
                a = p + "attention.self."
                layer.qkv.get_parameter(part).copy_(
                    torch.cat([w(f"{a}{name}.{part}") for name in ("query", "key", "value")])
                )
                for own, name in (
                    ("out", "attention.output.dense"),
                    ("norm_out", "attention.output.LayerNorm"),
                    ("up", "intermediate.dense"),
                    ("down", "output.dense"),
                    ("norm_down", "output.LayerNorm"),
                ):
                    layer.get_parameter(f"{own}.{part}").copy_(w(f"{p}{name}.{part}"))
