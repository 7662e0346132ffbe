"""Which library multiplies the matrices, and with which kernels: the same Python program is three or fifty times slower with another."""
import ctypes

CORE_NAMES = ['openblas_get_corename', 'openblas_get_corename64_', 'scipy_openblas_get_corename64_', 'scipy_openblas_get_corename']


def loaded():
    """Paths of the libraries in this process that have BLAS in their names; none where the system does not list them."""
    try:
        with open('/proc/self/maps') as maps:
            paths = {line.split()[-1] for line in maps if '.so' in line}
    except OSError:
        return []
    return sorted(path for path in paths if 'blas' in path.lower() and 'cublas' not in path.lower())


def core_of(path):
    library = ctypes.CDLL(path)
    for name in CORE_NAMES:
        if hasattr(library, name):
            function = getattr(library, name)
            function.restype = ctypes.c_char_p
            return function().decode()
    return None


def in_words():
    """For the table: "OpenBLAS, SkylakeX kernels", "a BLAS without tuned kernels"; '' where it cannot be known."""
    paths = loaded()
    for path in paths:
        core = core_of(path)
        if core:
            return 'OpenBLAS, %s kernels' % core
    return 'the reference BLAS, which is slow: OpenBLAS is not installed' if paths else ''
