"""The training loop: weights in bfloat16 beside float32 masters, by workers of one thread each.

Each worker learns from its share of the batches; now and then their weights are averaged (local SGD: Stich,
2019, "Local SGD Converges Fast and Communicates Little"). On a machine that others use as well this waits
far less than two threads that share every product.
"""

from __future__ import annotations

import random
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from entailment_data import Pair
from entailment_model import ENTAILMENT, QUANTITY, Encoded, PairClassifier, encode

BATCH_TOKENS = 2_048
BATCH_PAIRS = 48
OUT = -1e4
MASK, STARTS_AND_ENDS = 103, (101, 102)


State = Mapping[str, torch.Tensor]


@dataclass(frozen=True)
class Recipe:
    """How to learn.

    `masked` is the share of words hidden at random; `frozen` the number of lowest layers kept as they
    are; `together` the steps after which the workers average their weights.
    """

    epochs: int = 1
    rate: float = 1.5e-4
    smoothing: float = 0.05
    masked: float = 0.0
    frozen: int = 0
    workers: int = 2
    together: int = 24
    seed: int = 20
    port: int = 29_411


def batches_of(lengths: Sequence[int], rng: random.Random) -> list[list[int]]:
    """Group pairs of like length up to so many tokens, in random order."""
    order = sorted(range(len(lengths)), key=lambda row: lengths[row] + rng.random() * 6)
    batches: list[list[int]] = [[]]
    for row in order:
        batch = batches[-1]
        if batch and ((len(batch) + 1) * lengths[row] > BATCH_TOKENS or len(batch) == BATCH_PAIRS):
            batches.append([row])
        else:
            batch.append(row)
    rng.shuffle(batches)
    return batches


def hide(encoded: Encoded, rate: float, rng: random.Random) -> Encoded:
    """Hide words at random, so that no single one decides."""
    ids, types = encoded
    if not rate:
        return encoded
    return [MASK if one not in STARTS_AND_ENDS and rng.random() < rate else one for one in ids], types


def train(state: State, pairs: Sequence[Pair], recipe: Recipe, out: Path) -> None:
    """Learn from pairs, starting from `state`; the weights are written to `out`."""
    encoded = encode([(pair.premise, pair.hypothesis) for pair in pairs])
    counts = dict(sorted(Counter((pair.source, pair.label) for pair in pairs).items()))
    print(f"{out.stem}: {len(pairs)} pairs, {counts}", flush=True)
    labels_N = torch.tensor([pair.label for pair in pairs])
    if recipe.workers == 1:
        _learn(0, state, encoded, labels_N, recipe, out)
    else:
        torch.multiprocessing.start_processes(
            _learn, args=(state, encoded, labels_N, recipe, out), nprocs=recipe.workers, start_method="fork"
        )


def _learn(
    rank: int, state: State, encoded: Sequence[Encoded], labels_N: torch.Tensor, recipe: Recipe, out: Path
) -> None:
    torch.set_num_threads(1)
    if recipe.workers > 1:
        address = f"tcp://127.0.0.1:{recipe.port}"
        torch.distributed.init_process_group(
            "gloo", init_method=address, rank=rank, world_size=recipe.workers
        )
    schedule = _schedule(encoded, recipe)[rank :: recipe.workers]
    rng = random.Random(recipe.seed * 7 + rank)
    torch.manual_seed(recipe.seed + rank)
    model = PairClassifier.blank()
    model.load_state_dict(state)
    model.freeze(recipe.frozen)
    names = [name for name, weight in model.named_parameters() if weight.requires_grad]
    masters = [w.detach().clone().requires_grad_(True) for w in model.parameters() if w.requires_grad]
    model = model.to(torch.bfloat16)
    live = [weight for weight in model.parameters() if weight.requires_grad]
    optimizer, scheduler = _optimizer(masters, recipe.rate, len(schedule))
    heads_NC = _other_heads(labels_N)
    model.train()
    began, recent = time.time(), []
    for step, batch in enumerate(schedule, start=1):
        logits_BC = model([hide(encoded[row], recipe.masked, rng) for row in batch]).float()
        logits_BC = logits_BC + heads_NC[batch]
        loss = _loss(logits_BC, labels_N[batch], recipe.smoothing)
        loss.backward()
        for master, weight in zip(masters, live, strict=True):
            master.grad, weight.grad = weight.grad.float(), None
        torch.nn.utils.clip_grad_norm_(masters, 1.0)
        optimizer.step()
        scheduler.step()
        if recipe.workers > 1 and (step % recipe.together == 0 or step == len(schedule)):
            _average(masters, recipe.workers)
        with torch.no_grad():
            for master, weight in zip(masters, live, strict=True):
                weight.copy_(master)
        right = (logits_BC.argmax(1) == labels_N[batch]).float().mean()
        recent.append((loss.item(), float(right)))
        if rank == 0 and step % 50 == 0:
            lost, share = np.mean(recent[-50:], axis=0)
            spent = time.time() - began
            print(f"  {step}/{len(schedule)} loss {lost:.3f} right {share:.3f} {spent:.0f} s", flush=True)
    if rank == 0:
        learned = {name: master.detach().clone() for name, master in zip(names, masters, strict=True)}
        torch.save({**state, **learned}, out)
    if recipe.workers > 1:
        torch.distributed.destroy_process_group()


def _loss(logits_BC: torch.Tensor, labels_B: torch.Tensor, smoothing: float) -> torch.Tensor:
    """Return cross-entropy with smoothed labels, the smoothing spread over the row's own head."""
    logs_BC = torch.log_softmax(logits_BC, dim=1)
    own_BC = (logits_BC > OUT / 2).float()
    spread_B = -(logs_BC * own_BC).sum(1) / own_BC.sum(1)
    picked_B = -logs_BC.gather(1, labels_B[:, None])[:, 0]
    return ((1 - smoothing) * picked_B + smoothing * spread_B).mean()


def _other_heads(labels_N: torch.Tensor) -> torch.Tensor:
    """Return what takes the logits of the head that a row does not ask out of its softmax."""
    masks_NC = torch.zeros(len(labels_N), QUANTITY.stop)
    is_quantity_N = labels_N >= QUANTITY.start
    masks_NC[is_quantity_N, ENTAILMENT] = OUT
    masks_NC[~is_quantity_N, QUANTITY] = OUT
    return masks_NC


def _schedule(encoded: Sequence[Encoded], recipe: Recipe) -> list[list[int]]:
    """Return the batches of all epochs, of each as many as all workers take alike."""
    rng = random.Random(recipe.seed)
    lengths = [len(ids) for ids, _ in encoded]
    schedule = []
    for _ in range(recipe.epochs):
        batches = batches_of(lengths, rng)
        schedule += batches[: len(batches) // recipe.workers * recipe.workers]
    return schedule


def _optimizer(
    masters: Sequence[torch.Tensor], rate: float, steps: int
) -> tuple[torch.optim.AdamW, torch.optim.lr_scheduler.LambdaLR]:
    """Return AdamW with linear warm-up and decay."""
    decayed = [weight for weight in masters if weight.dim() > 1]
    plain = [weight for weight in masters if weight.dim() <= 1]
    groups = [{"params": decayed, "weight_decay": 0.01}, {"params": plain, "weight_decay": 0.0}]
    optimizer = torch.optim.AdamW(groups, lr=rate, fused=True)
    warm = max(1, steps // 20)
    return optimizer, torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min((step + 1) / warm, max(0.0, (steps - step) / (steps - warm)))
    )


def _average(masters: Sequence[torch.Tensor], workers: int) -> None:
    flat = torch.nn.utils.parameters_to_vector(masters).detach()
    torch.distributed.all_reduce(flat)
    torch.nn.utils.vector_to_parameters(flat / workers, masters)


def soup(states: Sequence[State]) -> dict[str, torch.Tensor]:
    """Return the mean of weights that started alike (Wortsman et al., 2022, "Model soups")."""
    return {name: torch.stack([state[name].float() for state in states]).mean(0) for name in states[0]}
