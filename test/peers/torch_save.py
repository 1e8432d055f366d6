"""Saves the tensors of a safetensors file as a PyTorch training checkpoint: torch_save.py FROM TO zip|legacy"""
import json
import sys
from collections import OrderedDict

import torch

source, target, form = sys.argv[1:]
DTYPES = {"F32": torch.float32, "F16": torch.float16, "I64": torch.int64}
with open(source, "rb") as file:
    header = json.loads(file.read(int.from_bytes(file.read(8), "little")))
    begin = file.tell()
    weights = OrderedDict()
    for name, entry in header.items():
        if name == "__metadata__":
            continue
        start, end = entry["data_offsets"]
        file.seek(begin + start)
        flat = torch.frombuffer(bytearray(file.read(end - start)), dtype=DTYPES[entry["dtype"]])
        weights[name] = flat.reshape(entry["shape"])
checkpoint = {"epoch": 12, "state_dict_backbone": weights}
torch.save(checkpoint, target, _use_new_zipfile_serialization=form == "zip")
