// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/hub/PartialFile.h"

#include "core/support/Error.h"
#include "ui/hub/HttpClient.h"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <system_error>
#include <unistd.h>
#include <utility>

namespace bathyscope::ui {

namespace {

namespace fs = std::filesystem;

constexpr mode_t readableAndWritable = 0666; // less the umask, which open() applies
constexpr std::size_t pieceBytes = std::size_t {1} << 20U;

} // namespace

fs::path PartialFile::pathFor(const fs::path& blob)
{
    return blob.string() + ".incomplete";
}

PartialFile::PartialFile(fs::path blob, std::uint64_t size)
    : m_blob(std::move(blob))
    , m_path(pathFor(m_blob))
    , m_wholeSize(size)
    , m_digest(m_blob.filename().string(), size)
{
    m_file = FileDescriptor(
        open(m_path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, readableAndWritable)); // NOLINT(*-vararg): POSIX
    const off_t end = m_file.isOpen() ? lseek(m_file.value(), 0, SEEK_END) : -1;
    if (end < 0) {
        fail(errno);
    }
    m_size = static_cast<std::uint64_t>(end);
    if (m_size > m_wholeSize) {
        restart();
    }
}

std::uint64_t PartialFile::size() const noexcept
{
    return m_size;
}

std::uint64_t PartialFile::wholeSize() const noexcept
{
    return m_wholeSize;
}

bool PartialFile::isWhole() const noexcept
{
    return m_size == m_wholeSize;
}

void PartialFile::readStart(const std::function<void(std::uint64_t)>& advanced, const std::stop_token& stop)
{
    QByteArray piece(static_cast<qsizetype>(pieceBytes), Qt::Uninitialized);
    for (std::uint64_t done = 0; done < m_size;) {
        if (stop.stop_requested()) {
            throw FetchStopped();
        }
        const auto wanted = static_cast<std::size_t>(std::min<std::uint64_t>(pieceBytes, m_size - done));
        const ssize_t numRead = pread(m_file.value(), piece.data(), wanted, static_cast<off_t>(done));
        if (numRead <= 0) {
            restart(); // what cannot be read again is fetched again
            return;
        }
        m_digest.add(piece.first(numRead));
        done += static_cast<std::uint64_t>(numRead);
        advanced(done);
    }
}

void PartialFile::append(const QByteArray& piece)
{
    if (static_cast<std::uint64_t>(piece.size()) > m_wholeSize - m_size) {
        throw Error(ErrorKind::Network,
                    fmt::format("More came for {} than the {} bytes that the server had announced; try again "
                                "later.",
                                m_blob.filename().string(), m_wholeSize));
    }
    for (qsizetype done = 0; done < piece.size();) {
        const ssize_t written =
            pwrite(m_file.value(), piece.constData() + done, static_cast<std::size_t>(piece.size() - done),
                   static_cast<off_t>(m_size));
        if (written < 0 && errno != EINTR) {
            fail(errno);
        }
        if (written > 0) {
            m_digest.add(piece.sliced(done, written));
            m_size += static_cast<std::uint64_t>(written);
            done += written;
        }
    }
}

void PartialFile::restart()
{
    if (ftruncate(m_file.value(), 0) != 0) {
        fail(errno);
    }
    m_size = 0;
    m_digest = BlobDigest(m_blob.filename().string(), m_wholeSize);
}

bool PartialFile::commit()
{
    if (!isWhole() || !m_digest.matches()) {
        restart();
        return false;
    }
    if (fsync(m_file.value()) != 0 || std::rename(m_path.c_str(), m_blob.c_str()) != 0) {
        fail(errno);
    }
    return true;
}

void PartialFile::fail(int errorNumber) const
{
    const bool isFull = errorNumber == ENOSPC || errorNumber == EDQUOT || errorNumber == EFBIG;
    throw Error(ErrorKind::FileUnwritable,
                fmt::format("The file {} cannot be written ({}); {}", m_path.string(),
                            std::generic_category().message(errorNumber),
                            isFull
                                ? "free some space and fetch the model again: it goes on where it stopped."
                                : "check the folder's permissions, or set HF_HUB_CACHE to another folder."));
}

} // namespace bathyscope::ui
