"""Reads datasets with the field's own libraries and prints what they see, as JSON. Usage: datasets.py KIND PATH"""
import io
import json
import sys

import numpy as np

kind, place = sys.argv[1:]


def coco():
    from pycocotools.coco import COCO

    sys.stdout = sys.stderr
    data = COCO(place)
    sys.stdout = sys.__stdout__
    seen = {"masks": [], "keypoints": []}
    for annotation in data.loadAnns(sorted(data.getAnnIds())):
        if "segmentation" in annotation:
            ys, xs = np.nonzero(data.annToMask(annotation))
            name = data.cats[annotation["category_id"]]["name"]
            seen["masks"].append([annotation["image_id"], name, len(xs), int(xs.sum()), int(ys.sum())])
        if "keypoints" in annotation:
            seen["keypoints"].append([annotation["image_id"], annotation["keypoints"][:6]])
    return seen


def cofw():
    import h5py

    with h5py.File(place) as data:
        pictures = [data[reference].shape for reference in np.array(data["IsTr"]).ravel()]
        return {"pictures": pictures, "phis": np.array(data["phisTr"]).T.tolist(), "boxes": np.array(data["bboxesTr"]).T.tolist()}


def mat():
    from scipy.io import loadmat

    from scipy.spatial.transform import Rotation

    data = loadmat(place)
    pitch, yaw, roll = data["Pose_Para"][0][:3]
    # 3DDFA's matrix in the frame of the picture, y down: turns about the head's own axes, the yaw negated.
    x, y, z, w = Rotation.from_euler("XYZ", [pitch, -yaw, roll]).as_quat()
    sign = -1 if w < 0 else 1
    return {"quaternion": [sign * part for part in (w, x, y, z)], "points": data["pt2d"].T.tolist()}


def parquet():
    import pyarrow.parquet
    from PIL import Image

    rows = pyarrow.parquet.read_table(place).to_pylist()
    return [
        {
            "size": Image.open(io.BytesIO(row["image"]["bytes"])).size,
            "boxes": row["objects"]["bbox"],
            "gender": row["objects"]["gender"],
            "landmarks": row["objects"]["landmarks"],
            "masks": [list(Image.open(io.BytesIO(mask)).size) for mask in row["objects"]["mask"]],
        }
        for row in rows
    ]


def png():
    from PIL import Image

    image = Image.open(place)
    return {"mode": image.mode, "size": image.size, "counts": np.bincount(np.array(image).ravel(), minlength=256).tolist()}


def records():
    """As MXNet and InsightFace's own scripts read the folder, from their documents: records by index, pairs by pickle."""
    import pickle
    import struct
    from pathlib import Path

    from PIL import Image

    folder = Path(place)
    data = (folder / "train.rec").read_bytes()
    starts = dict(map(int, line.split()) for line in (folder / "train.idx").read_text().splitlines())

    def record(key):
        at = starts[key]
        magic, length = struct.unpack_from("<II", data, at)
        assert magic == 0xCED7230A and length >> 29 == 0
        payload = data[at + 8 : at + 8 + length]
        flag, label, _, _ = struct.unpack_from("IfQQ", payload)
        return (struct.unpack_from(f"<{flag}f", payload, 24) if flag else label), payload[24 + 4 * flag :]

    end, last = map(int, record(0)[0])
    size = lambda file: Image.open(io.BytesIO(file)).size
    pictures = [(label, size(file)) for label, file in map(record, range(1, end))]
    ranges = [list(map(int, record(key)[0])) for key in range(end, last)]
    bins, same = pickle.load(open(folder / "pairs.bin", "rb"), encoding="bytes")
    pairs = [[size(bins[2 * at]), size(bins[2 * at + 1]), answer] for at, answer in enumerate(same)]
    return {"pictures": pictures, "ranges": ranges, "pairs": pairs, "property": (folder / "property").read_text()}


print(json.dumps({"records": records, "coco": coco, "cofw": cofw, "mat": mat, "parquet": parquet, "png": png}[kind]()))
