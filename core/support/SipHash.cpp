// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/support/SipHash.h"

#include <chrono>
#include <sys/random.h>
#include <unistd.h>

namespace bathyscope {

namespace {

SipKey drawKey()
{
    SipKey key;
    if (getrandom(&key, sizeof key, GRND_NONBLOCK) != static_cast<ssize_t>(sizeof key)) {
        // A kernel without randomness to give, in the first seconds after its start: what nobody can know
        // beforehand.
        const auto now = std::chrono::steady_clock::now().time_since_epoch().count();
        key.first = static_cast<std::uint64_t>(now);
        key.second = reinterpret_cast<std::uintptr_t>(&key) ^ static_cast<std::uint64_t>(getpid());
    }
    return key;
}

} // namespace

const SipKey& processSipKey()
{
    static const SipKey key = drawKey();
    return key;
}

} // namespace bathyscope
