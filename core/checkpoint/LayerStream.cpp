// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/checkpoint/LayerStream.h"

#include "core/support/Error.h"
#include "core/support/ProcessMemory.h"

#include <algorithm>
#include <array>
#include <condition_variable>
#include <exception>
#include <mutex>
#include <new>
#include <stop_token>
#include <string>
#include <system_error>
#include <thread>
#include <utility>

namespace bathyscope {

namespace {

constexpr std::size_t alignmentBytes = 64;
constexpr std::size_t alignmentElements = alignmentBytes / sizeof(float);

std::size_t numElements(const TensorSpec& spec)
{
    std::size_t count = 1;
    for (const std::int64_t dimension : spec.shape) {
        count *= static_cast<std::size_t>(dimension);
    }
    return count;
}

/// Elements of a buffer that holds the group, each tensor from a multiple of 64 bytes on.
std::size_t groupElements(const std::vector<TensorSpec>& group)
{
    std::size_t count = 0;
    for (const TensorSpec& spec : group) {
        count += (numElements(spec) + alignmentElements - 1) / alignmentElements * alignmentElements;
    }
    return count;
}

} // namespace

std::span<const float> TensorGroup::tensor(std::size_t i) const
{
    return {m_data.get() + m_offsets.at(i), m_sizes.at(i)};
}

void TensorGroup::AlignedDelete::operator()(float* data) const noexcept
{
    ::operator delete[](data, std::align_val_t {alignmentBytes});
}

/// Group g lives in buffer g % 2. The reader may fill it once group g − 2, its previous tenant, has been
/// given back, which the caller does by asking for group g − 1: that is, when numRequested ≥ g.
struct LayerStream::State
{
    std::shared_ptr<const Checkpoint> checkpoint;
    std::vector<std::vector<TensorSpec>> groups;
    std::size_t capacity = 0; ///< elements of the largest group
    bool isLarge =
        false; ///< all groups would fill half of the machine's memory: none stays in the page cache
    std::array<TensorGroup, 2> buffers;

    std::mutex mutex; // guards the three below
    std::condition_variable_any changed;
    std::size_t numRequested = 0; ///< calls of next()
    std::size_t numRead = 0;
    std::exception_ptr failure;

    std::jthread reader; // last: its destructor stops and joins before anything above goes

    void readAll(const std::stop_token& stop);
    void readGroup(std::size_t groupIndex, const std::stop_token& stop);
    void allocate(TensorGroup& buffer) const;
};

void LayerStream::State::allocate(TensorGroup& buffer) const
{
    if (buffer.m_capacity >= capacity) {
        return;
    }
    void* data = ::operator new[](capacity * sizeof(float), std::align_val_t {alignmentBytes}, std::nothrow);
    if (data == nullptr) {
        throw Error(ErrorKind::OutOfMemory,
                    "There is not enough memory for the weights of one layer ("
                        + std::to_string(capacity * sizeof(float)) + " bytes).");
    }
    buffer.m_data.reset(static_cast<float*>(data));
    buffer.m_capacity = capacity;
}

void LayerStream::State::readGroup(std::size_t groupIndex, const std::stop_token& stop)
{
    const std::vector<TensorSpec>& group = groups[groupIndex];
    TensorGroup& buffer = buffers.at(groupIndex % buffers.size());
    allocate(buffer);
    buffer.m_offsets.clear();
    buffer.m_sizes.clear();
    std::size_t offset = 0;
    for (const TensorSpec& spec : group) {
        if (stop.stop_requested()) {
            return;
        }
        const std::size_t size = numElements(spec);
        checkpoint->read(spec.name, std::span(buffer.m_data.get() + offset, size), stop);
        if (isLarge) {
            checkpoint->doneWith(spec.name);
        }
        buffer.m_offsets.push_back(offset);
        buffer.m_sizes.push_back(size);
        offset += (size + alignmentElements - 1) / alignmentElements * alignmentElements;
    }
    checkpoint->requireUnchanged(); // else the layers would be of two models
}

void LayerStream::State::readAll(const std::stop_token& stop)
{
    try {
        for (std::size_t groupIndex = 0; groupIndex < groups.size(); ++groupIndex) {
            // The kernel begins to fetch the group while this thread still waits for a free buffer.
            for (const TensorSpec& spec : groups[groupIndex]) {
                checkpoint->willNeed(spec.name);
            }
            {
                std::unique_lock lock(mutex);
                const auto isFree = [&] { return groupIndex < buffers.size() || numRequested >= groupIndex; };
                if (!changed.wait(lock, stop, isFree)) {
                    return;
                }
            }
            readGroup(groupIndex, stop);
            if (stop.stop_requested()) {
                return;
            }
            const std::lock_guard lock(mutex);
            ++numRead;
            changed.notify_all();
        }
    } catch (...) {
        const std::lock_guard lock(mutex);
        failure = std::current_exception();
        changed.notify_all();
    }
}

LayerStream::LayerStream(std::shared_ptr<const Checkpoint> checkpoint,
                         std::vector<std::vector<TensorSpec>> groups)
    : m_state(std::make_unique<State>())
{
    State& state = *m_state;
    state.checkpoint = std::move(checkpoint);
    state.groups = std::move(groups);
    std::size_t numElementsInAll = 0;
    for (const std::vector<TensorSpec>& group : state.groups) {
        state.checkpoint->require(group); // from here on every shape is that of a tensor in a file
        state.capacity = std::max(state.capacity, groupElements(group));
        numElementsInAll += groupElements(group);
    }
    state.isLarge = numElementsInAll * sizeof(float) > machineMemoryBytes() / 2;
    try {
        state.reader = std::jthread([&state](const std::stop_token& stop) { state.readAll(stop); });
    } catch (const std::system_error& error) {
        throw Error(ErrorKind::OutOfMemory,
                    std::string("The thread that reads the weights cannot be started: ") + error.what()
                        + ".");
    }
}

LayerStream::~LayerStream() = default;

const TensorGroup& LayerStream::next()
{
    State& state = *m_state;
    std::unique_lock lock(state.mutex);
    const std::size_t groupIndex = state.numRequested;
    const auto isSettled = [&] { return state.numRead > groupIndex || state.failure; };
    if (state.failure && state.numRead <= groupIndex) {
        std::rethrow_exception(state.failure);
    }
    if (groupIndex >= state.groups.size()) {
        throw Error(ErrorKind::Internal,
                    "Group " + std::to_string(groupIndex) + " of a stream of "
                        + std::to_string(state.groups.size()) + " groups of weights was asked for.");
    }
    ++state.numRequested;
    state.changed.notify_all();
    state.changed.wait(lock, isSettled);
    if (state.numRead <= groupIndex) {
        std::rethrow_exception(state.failure);
    }
    return state.buffers.at(groupIndex % state.buffers.size());
}

} // namespace bathyscope
