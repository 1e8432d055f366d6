"""Makes small datasets with the field's own libraries, as their documents have them: golden files for our readers.

Usage: golden.py FOLDER. They are in test/fixtures/datasets; run it again only to change them.
"""
import io
import pickle
import sys
from pathlib import Path

import h5py
import numpy as np
import pyarrow as pa
import pyarrow.parquet
from PIL import Image
from scipy.io import savemat

folder = Path(sys.argv[1])

# COFW: MATLAB 7.3, arrays column by column, so that HDF5 sees them transposed; pictures are cells. One is grey.
HIGH, WIDE = 3, 4
rows, columns = np.mgrid[0:HIGH, 0:WIDE]
colour = np.stack([10 * rows + columns, 100 + rows, 200 + columns], axis=-1).astype(np.uint8)
grey = (50 + 10 * rows + columns).astype(np.uint8)
count = np.arange(29)
phis = np.stack(
    [
        np.concatenate([count + 1, 2 * count + 1, count == 16]),
        np.concatenate([count + 1.5, count + 2.5, count % 2]),
    ]
).astype(float)
place = folder / "COFW_test_color.mat"
with h5py.File(place, "w", userblock_size=512, libver="earliest") as file:
    cells = file.create_group("#refs#")
    made = [cells.create_dataset(name, data=picture.T) for name, picture in (("a", colour), ("b", grey))]
    file.create_dataset("IsT", data=np.array([[each.ref for each in made]], dtype=h5py.ref_dtype))
    file["IsT"].attrs["MATLAB_class"] = np.bytes_("cell")
    file.create_dataset("phisT", data=phis.T)
    file.create_dataset("bboxesT", data=np.array([[2, 3, 10, 20], [1, 1, 4, 3]], dtype=float).T)
head = "MATLAB 7.3 MAT-file, Platform: GLNXA64, Created on: Tue Jan  1 00:00:00 2013 HDF5 schema 1.00 ."
with open(place, "r+b") as file:
    file.write(head.ljust(124).encode() + bytes([0, 2]) + b"IM")

# 300W-LP: MATLAB 5, with more in it than is asked for.
savemat(
    folder / "image00002.mat",
    {
        "Pose_Para": np.array([[0.1, -0.5, 0.2, 210.0, 220.0, -60.0, 0.001]], dtype=np.float32),
        "pt2d": np.stack([np.arange(68), 2 * np.arange(68)]).astype(np.float32),
        "Shape_Para": np.ones((199, 1)),
        "roi": np.array([[1, 2, 451, 452]], dtype=np.int16),
        "info": "made by hand",
    },
    do_compression=True,
)

# Parquet, as a dataset of Hugging Face's hub: pictures inside, a list a column, with row groups and dictionaries.
buffer = io.BytesIO()
Image.fromarray(colour).save(buffer, "PNG")
picture = {"bytes": buffer.getvalue(), "path": "a b.png"}
faces = {
    "bbox": [[0, 1, 2, 1], [1, 0, 2, 2]],
    "gender": ["female", None],
    "age": [31, None],
    "landmarks": [[[float(at), 0.5] for at in range(68)], None],
}
none = {name: [] for name in faces}
table = pa.table({"image": [picture, {**picture, "path": "none.png"}], "objects": [faces, none]})
pyarrow.parquet.write_table(table, folder / "faces.parquet", row_group_size=1, compression="snappy")

# FSA-Net's sets: pictures with blue first, and yaw, pitch and roll in degrees.
images = np.zeros((2, 2, 3, 3), dtype=np.uint8)
images[0, :, :, 0] = 200
images[1, :, :, 2] = 200
np.savez(folder / "BIWI_noTrack.npz", image=images, pose=np.array([[-30.0, 10.0, 5.0], [0.0, 0.0, 0.0]]))

# InsightFace's pairs: a pickle of the second version, whose bytes and answers are written by way of functions. The first and the
# second picture are one person; so are the second and the third; the fourth is somebody else.
pictures = []
for level in (10, 20, 30, 40):
    buffer = io.BytesIO()
    Image.fromarray(np.full((4, 4, 3), level, dtype=np.uint8)).save(buffer, "PNG")
    pictures.append(buffer.getvalue())
first, second, third, fourth = pictures
with open(folder / "agedb_30.bin", "wb") as file:
    pairs = [first, second, second, third, first, fourth]
    pickle.dump((pairs, [np.bool_(True), True, np.bool_(False)]), file, protocol=2)
