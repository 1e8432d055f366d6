"""The released network in PyTorch, for comparisons: gradients in double precision, or the time of steps.

Usage: python facexformer.py gradients FOLDER     writes FOLDER/gradients.bin
       python facexformer.py steps FOLDER THREADS     makes a step for each line that it reads and prints its seconds,
                                                      then the most memory that it has taken, in bytes

FOLDER/manifest.json lists tensors of FOLDER/tensors.bin: name, dtype, shape, offset, and whether each is learnt.
"""

import json
import math
import sys
import time

import torch
import torch.nn.functional as F

DEPTHS, HEADS, WINDOW = (2, 2, 18, 2), (4, 8, 16, 32), 7
TASKS = (
    ("landmarks", "landmarks_token", 1),
    ("pose", "pose_token", 1),
    ("attributes", "attribute_token", 1),
    ("visibility", "visibility_token", 1),
    ("age", "age_token", 1),
    ("gender", "gender_token", 1),
    ("race", "race_token", 1),
    ("parsing", "mask_tokens", 11),
)


def linear(p, at, x):
    return F.linear(x, p[f"{at}.weight"], p.get(f"{at}.bias"))


def norm(p, at, x, eps=1e-5):
    return F.layer_norm(x, x.shape[-1:], p[f"{at}.weight"], p[f"{at}.bias"], eps)


def window_attention(p, at, x, heads, shift):
    batch, side, _, channels = x.shape
    across, cells = side // WINDOW, WINDOW * WINDOW
    if shift:
        x = torch.roll(x, (-shift, -shift), (1, 2))
    x = x.view(batch, across, WINDOW, across, WINDOW, channels).transpose(2, 3).reshape(-1, cells, channels)
    qkv = linear(p, f"{at}.qkv", x).view(-1, cells, 3, heads, channels // heads).permute(2, 0, 3, 1, 4)
    scores = (qkv[0] * (channels // heads) ** -0.5) @ qkv[1].transpose(-1, -2)
    row, column = torch.arange(cells) // WINDOW, torch.arange(cells) % WINDOW
    rows = row[:, None] - row[None] + WINDOW - 1
    index = rows * (2 * WINDOW - 1) + column[:, None] - column[None] + WINDOW - 1
    bias = p[f"{at}.relative_position_bias_table"][index.flatten()].view(cells, cells, heads)
    scores = scores + bias.permute(2, 0, 1)
    if shift:
        band = torch.zeros(side, dtype=torch.long)
        band[-WINDOW:], band[-shift:] = 1, 2
        region = band[:, None] * 3 + band[None]
        region = region.view(across, WINDOW, across, WINDOW).transpose(1, 2).reshape(-1, cells)
        apart = (region[:, :, None] != region[:, None]).to(x.dtype) * -100
        scores = scores.view(batch, -1, heads, cells, cells) + apart[:, None]
        scores = scores.view(-1, heads, cells, cells)
    x = (scores.softmax(-1) @ qkv[2]).transpose(1, 2).reshape(-1, cells, channels)
    x = linear(p, f"{at}.proj", x).view(batch, across, across, WINDOW, WINDOW, channels)
    x = x.transpose(2, 3).reshape(batch, side, side, channels)
    return torch.roll(x, (shift, shift), (1, 2)) if shift else x


def swin(p, pixels):
    x = F.conv2d(pixels, p["backbone.0.0.0.weight"], p["backbone.0.0.0.bias"], stride=4).permute(0, 2, 3, 1)
    x = norm(p, "backbone.0.0.2", x)
    features = []
    for stage, depth in enumerate(DEPTHS):
        if stage:
            at = f"backbone.0.{2 * stage}"
            x = torch.cat([x[:, 0::2, 0::2], x[:, 1::2, 0::2], x[:, 0::2, 1::2], x[:, 1::2, 1::2]], -1)
            x = linear(p, f"{at}.reduction", norm(p, f"{at}.norm", x))
        for i in range(depth):
            at = f"backbone.0.{2 * stage + 1}.{i}"
            shift = WINDOW // 2 if i % 2 and x.shape[1] > WINDOW else 0
            x = x + window_attention(p, f"{at}.attn", norm(p, f"{at}.norm1", x), HEADS[stage], shift)
            hidden = F.gelu(linear(p, f"{at}.mlp.0", norm(p, f"{at}.norm2", x)))
            x = x + linear(p, f"{at}.mlp.3", hidden)
        features.append(x)
    return features


def fuse(p, features):
    side = features[0].shape[1]
    maps = [linear(p, f"linear_c.{i}.proj", x).permute(0, 3, 1, 2) for i, x in enumerate(features)]
    maps = [F.interpolate(x, (side, side), mode="bilinear", align_corners=False) for x in maps]
    return F.conv2d(torch.cat(maps[::-1], 1), p["linear_fuse.weight"]).flatten(2).transpose(1, 2)


def attention(p, at, q, k, v, heads=8):
    q, k, v = (
        linear(p, f"{at}.{name}_proj", x).unflatten(-1, (heads, -1)).transpose(1, 2)
        for name, x in (("q", q), ("k", k), ("v", v))
    )
    mixed = (q @ k.transpose(-1, -2) / math.sqrt(q.shape[-1])).softmax(-1) @ v
    return linear(p, f"{at}.out_proj", mixed.transpose(1, 2).flatten(2))


def perceptron(p, at, x):
    for i in range(3):
        x = linear(p, f"{at}.layers.{i}", x)
        x = F.relu(x) if i < 2 else x
    return x


def answer(p, face, side):
    at = "face_decoder.transformer"
    centres = (torch.arange(side, dtype=face.dtype) + 0.5) / side * 2 - 1
    places = torch.stack([centres.repeat(side), centres.repeat_interleave(side)], -1)
    angles = 2 * math.pi * places @ p["pe_layer.positional_encoding_gaussian_matrix"]
    position = torch.cat([angles.sin(), angles.cos()], -1)
    initial = torch.cat([p[f"face_decoder.{token}.weight"] for _, token, _ in TASKS])
    initial = initial.expand(len(face), -1, -1)
    tokens = initial
    for i in range(2):
        layer = f"{at}.layers.{i}"
        asked = tokens + initial
        if i == 0:
            tokens = attention(p, f"{layer}.self_attn", tokens, tokens, tokens)
        else:
            tokens = tokens + attention(p, f"{layer}.self_attn", asked, asked, tokens)
        tokens = norm(p, f"{layer}.norm1", tokens)
        seen = attention(p, f"{layer}.cross_attn_token_to_image", tokens + initial, face + position, face)
        tokens = norm(p, f"{layer}.norm2", tokens + seen)
        hidden = F.relu(linear(p, f"{layer}.mlp.lin1", tokens))
        tokens = norm(p, f"{layer}.norm3", tokens + linear(p, f"{layer}.mlp.lin2", hidden))
        told = attention(p, f"{layer}.cross_attn_image_to_token", face + position, tokens + initial, tokens)
        face = norm(p, f"{layer}.norm4", face + told)
    seen = attention(p, f"{at}.final_attn_token_to_image", tokens + initial, face + position, face)
    tokens = norm(p, f"{at}.norm_final_attn", tokens + seen)

    answers = {}
    for (task, token, _), own in zip(TASKS[:-1], tokens.split(1, 1)):
        answers[task] = perceptron(p, f"face_decoder.{token.replace('_token', '_prediction_head')}", own.squeeze(1))
    up = "face_decoder.output_upscaling"
    x = face.transpose(1, 2).unflatten(-1, (side, side))
    x = F.conv_transpose2d(x, p[f"{up}.0.weight"], p[f"{up}.0.bias"], stride=2)
    x = F.gelu(norm(p, f"{up}.1", x.permute(0, 2, 3, 1), 1e-6)).permute(0, 3, 1, 2)
    x = F.gelu(F.conv_transpose2d(x, p[f"{up}.3.weight"], p[f"{up}.3.bias"], stride=2))
    hyper = perceptron(p, "face_decoder.output_hypernetwork_mlps", tokens[:, -11:])
    answers["parsing"] = (hyper @ x.flatten(2)).unflatten(-1, x.shape[2:])
    return answers


def mean(values, weights):
    return (values * weights).sum() / weights.sum().clamp(min=1e-6)


def parsing_loss(t, logits):
    labels, faces = t["target.parsing"].long(), t["weight.parsing"]
    entropy = F.cross_entropy(logits, labels, reduction="none")
    entropy = mean(entropy, faces[:, None, None].expand_as(entropy))
    shares, truth = logits.softmax(1), F.one_hot(labels, 11).permute(0, 3, 1, 2).to(logits.dtype)
    total = lambda x: (x.sum((2, 3)) * faces[:, None]).sum(0)
    dice = (2 * total(shares * truth) + 1e-5) / (total(shares**2) + total(truth**2) + 1e-5)
    return (entropy + 1 - dice.mean()) / 2


def pose_loss(t, angles):
    (sp, sy, sr), (cp, cy, cr) = angles.sin().unbind(-1), angles.cos().unbind(-1)
    rows = [cr * cy, cr * sy * sp - sr * cp, cr * sy * cp + sr * sp]
    rows += [sr * cy, sr * sy * sp + cr * cp, sr * sy * cp - cr * sp, -sy, cy * sp, cy * cp]
    trace = (torch.stack(rows, -1).unflatten(-1, (3, 3)) * t["target.pose"]).sum((1, 2))
    return mean((trace / 2 - 0.5).clamp(-(1 - 1e-7), 1 - 1e-7).acos(), t["weight.pose"])


def flag_loss(task):
    def loss(t, logits):
        entropy = F.binary_cross_entropy_with_logits(logits, t[f"target.{task}"], reduction="none")
        return mean(entropy, t[f"weight.{task}"][:, None] * t[f"weight.{task}.entries"])

    return loss


def class_loss(task):
    def loss(t, logits):
        return mean(F.cross_entropy(logits, t[f"target.{task}"].long(), reduction="none"), t[f"weight.{task}"])

    return loss


def age_loss(t, logits):
    values = torch.tensor([4.5, 14.5, 24.5, 34.5, 44.5, 54.5, 64.5, 75], dtype=logits.dtype)
    away = (logits.softmax(-1) @ values - t["target.age.years"]).abs() / 10
    return (class_loss("age")(t, logits) + mean(away, t["weight.age.years"])) / 2


def landmark_loss(t, points):
    away = (points - t["target.landmarks"]).abs().unflatten(-1, (68, 2)).mean(-1)
    return mean(away, t["weight.landmarks"][:, None] * t["weight.landmarks.points"])


LOSSES = {
    "parsing": parsing_loss,
    "landmarks": landmark_loss,
    "pose": pose_loss,
    "age": age_loss,
    **{task: flag_loss(task) for task in ("attributes", "visibility")},
    **{task: class_loss(task) for task in ("gender", "race")},
}


def total_loss(t):
    fused = t["fused"] if "fused" in t else fuse(t, swin(t, t["pixels"]))
    answers = answer(t, fused, int(math.sqrt(fused.shape[1])))
    return sum(loss(t, answers[task]) for task, loss in LOSSES.items() if f"target.{task}" in t)


def load(folder, dtype):
    with open(f"{folder}/manifest.json") as file:
        manifest = json.load(file)
    with open(f"{folder}/tensors.bin", "rb") as file:
        data = bytearray(file.read())
    tensors, learnt = {}, []
    for each in manifest:
        kind = torch.float32 if each["dtype"] == "float32" else torch.int32
        count = math.prod(each["shape"])
        tensor = torch.frombuffer(data, dtype=kind, count=count, offset=each["offset"]).view(each["shape"]).clone()
        tensor = tensor.to(dtype) if kind == torch.float32 else tensor
        tensors[each["name"]] = tensor
        if each["learnt"]:
            learnt.append(tensor.requires_grad_())
    return tensors, learnt


def write_gradients(folder):
    tensors, learnt = load(folder, torch.float64)
    loss = total_loss(tensors)
    gradients = torch.autograd.grad(loss, learnt, allow_unused=True)
    with open(f"{folder}/gradients.bin", "wb") as file:
        for parameter, gradient in zip(learnt, gradients):
            values = torch.zeros_like(parameter) if gradient is None else gradient
            file.write(values.detach().contiguous().numpy().tobytes())
    print(json.dumps({"loss": loss.item(), "torch": torch.__version__}))


def forget_peak():
    """Begins to count memory anew, where the system can."""
    if sys.platform == "linux":
        with open("/proc/self/clear_refs", "w") as file:
            file.write("5")


def peak_memory():
    """The most memory that this process has taken at once, in bytes."""
    if sys.platform != "linux":
        import resource

        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with open("/proc/self/status") as file:
        return 1024 * next(int(line.split()[1]) for line in file if line.startswith("VmHWM:"))


def make_steps(folder, threads):
    torch.set_num_threads(threads)
    tensors, learnt = load(folder, torch.float32)
    forget_peak()
    for _ in sys.stdin:
        start = time.perf_counter()
        torch.autograd.grad(total_loss(tensors), learnt, allow_unused=True)
        print(time.perf_counter() - start, flush=True)
    print(peak_memory(), flush=True)


if sys.argv[1] == "gradients":
    write_gradients(sys.argv[2])
else:
    make_steps(sys.argv[2], int(sys.argv[3]))
