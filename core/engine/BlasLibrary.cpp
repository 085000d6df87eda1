// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/BlasLibrary.h"

#include <algorithm>
#include <array>
#include <dlfcn.h>
#include <filesystem>
#include <memory>
#include <system_error>

namespace bathyscope {

namespace {

/// Parts of the paths of optimised libraries.
constexpr std::array<std::string_view, 8> optimizedNames {"openblas", "mkl",  "blis", "atlas",
                                                          "armpl",    "nvpl", "essl", "libsci"};

/// Functions that optimised libraries have beside those of the standard.
constexpr std::array optimizedFunctions {"openblas_get_config", "mkl_get_max_threads",
                                         "bli_info_get_version_str", "ATL_buildinfo", "armplversion"};

struct CloseLibrary
{
    void operator()(void* handle) const
    {
        dlclose(handle);
    }
};
using LibraryHandle = std::unique_ptr<void, CloseLibrary>;

std::string resolved(const char* file)
{
    std::error_code problem;
    const std::filesystem::path whole = std::filesystem::weakly_canonical(file, problem);
    return problem ? file : whole.string();
}

} // namespace

BlasKind blasKindOfFile(std::string_view path)
{
    const auto isIn = [path](std::string_view name) { return path.find(name) != std::string_view::npos; };
    if (std::ranges::any_of(optimizedNames, isIn)) {
        return BlasKind::Optimized;
    }
    // What distributions call plain "libblas" and do not keep in a folder of another name is Netlib's.
    const std::string_view file = path.substr(path.find_last_of('/') + 1);
    return file.starts_with("libblas.") || isIn("refblas") ? BlasKind::Reference : BlasKind::Unknown;
}

BlasLibrary blasOf(const void* function)
{
    Dl_info info {};
    if (function == nullptr || dladdr(function, &info) == 0 || info.dli_fname == nullptr) {
        return {.name = "unknown BLAS", .kind = BlasKind::Unknown};
    }
    BlasLibrary library {.name = resolved(info.dli_fname), .kind = BlasKind::Unknown};
    library.kind = blasKindOfFile(library.name);
    // Searches the library and what it is linked to: an OpenBLAS that something else has loaded is not meant.
    const LibraryHandle handle(dlopen(info.dli_fname, RTLD_LAZY | RTLD_NOLOAD));
    if (!handle) {
        return library;
    }
    if (std::ranges::any_of(optimizedFunctions,
                            [&](const char* name) { return dlsym(handle.get(), name) != nullptr; })) {
        library.kind = BlasKind::Optimized;
    }
    using Describe = char* (*)();
    // NOLINTNEXTLINE(cppcoreguidelines-pro-type-reinterpret-cast): dlsym gives functions as data pointers
    if (const auto describe = reinterpret_cast<Describe>(dlsym(handle.get(), "openblas_get_config"));
        describe != nullptr) {
        library.name = describe();
    }
    return library;
}

const BlasLibrary& loadedBlas()
{
    static const BlasLibrary library = blasOf(dlsym(RTLD_DEFAULT, "sgemm_"));
    return library;
}

} // namespace bathyscope
