// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/hub/BlobDigest.h"

#include "core/support/Error.h"

#include <QStringBuilder>

#include <cstddef>
#include <span>
#include <utility>

namespace bathyscope::ui {

namespace {

constexpr std::size_t sha256Digits = 64;
constexpr std::size_t sha1Digits = 40;

} // namespace

bool isBlobName(std::string_view etag)
{
    return (etag.size() == sha256Digits || etag.size() == sha1Digits)
        && etag.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

BlobDigest::BlobDigest(std::string name, std::uint64_t size)
    : m_name(std::move(name))
{
    if (!isBlobName(m_name)) {
        throw Error(ErrorKind::Internal, "A blob is named by its digest, not " + m_name + ".");
    }
    if (m_name.size() == sha256Digits) {
        m_sha256 = std::make_unique<Sha256>();
    } else {
        m_sha1 = std::make_unique<QCryptographicHash>(QCryptographicHash::Sha1);
        const QByteArray head = "blob " + QByteArray::number(quint64 {size}) + '\0';
        m_sha1->addData(head);
    }
}

void BlobDigest::add(const QByteArray& piece)
{
    if (m_sha256) {
        m_sha256->add(std::as_bytes(std::span(piece.constData(), static_cast<std::size_t>(piece.size()))));
    } else {
        m_sha1->addData(piece);
    }
}

bool BlobDigest::matches()
{
    return m_name == (m_sha256 ? m_sha256->hex() : m_sha1->result().toHex().toStdString());
}

} // namespace bathyscope::ui
