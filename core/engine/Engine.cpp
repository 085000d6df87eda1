// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/Engine.h"

#include "core/support/Error.h"

#include <fmt/format.h>

#include <dlfcn.h>
#include <system_error>

namespace bathyscope {

namespace {

/// Beside the library that this function is in.
std::filesystem::path installedEngine()
{
    Dl_info info {};
    static const char here = 0;
    if (dladdr(&here, &info) == 0) {
        return BATHYSCOPE_ENGINE_FILE;
    }
    const std::filesystem::path core = info.dli_fname;
    return (core.parent_path() / BATHYSCOPE_ENGINE_FILE).lexically_normal();
}

std::string loaderProblem()
{
    const char* problem = dlerror(); // NOLINT(concurrency-mt-unsafe): it is the thread's own
    return problem != nullptr ? problem : "no reason given";
}

} // namespace

const Engine& loadEngine(const std::filesystem::path& library)
{
    std::error_code ignored;
    if (!std::filesystem::exists(library, ignored)) {
        throw Error(
            ErrorKind::FileMissing,
            fmt::format("The part of the program that runs models is missing: {}; reinstall Bathyscope.",
                        library.string()));
    }
    void* handle = dlopen(library.c_str(), RTLD_NOW | RTLD_LOCAL | RTLD_NODELETE);
    if (handle == nullptr) {
        throw Error(ErrorKind::Internal,
                    fmt::format("The part of the program that runs models does not load: {}; reinstall "
                                "Bathyscope and libtorch.",
                                loaderProblem()));
    }
    using Door = const Engine& (*)();
    // NOLINTNEXTLINE(cppcoreguidelines-pro-type-reinterpret-cast): dlsym gives functions as data pointers
    const auto door = reinterpret_cast<Door>(dlsym(handle, "bathyscopeEngine"));
    if (door == nullptr) {
        throw Error(ErrorKind::Internal,
                    fmt::format("{} is not Bathyscope's engine; reinstall Bathyscope.", library.string()));
    }
    return door();
}

const Engine& engine()
{
    static const Engine& loaded = loadEngine(installedEngine());
    return loaded;
}

} // namespace bathyscope
