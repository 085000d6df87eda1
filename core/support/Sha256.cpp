// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/support/Sha256.h"

#include "core/support/Error.h"
#include "core/support/FileProblem.h"

#include <array>
#include <cerrno>
#include <fstream>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <vector>

namespace bathyscope {

struct Sha256::Context
{
    EVP_MD_CTX* digest = EVP_MD_CTX_new();
};

Sha256::Sha256()
    : m_context(std::make_unique<Context>())
{
    if (m_context->digest == nullptr || EVP_DigestInit_ex(m_context->digest, EVP_sha256(), nullptr) != 1) {
        EVP_MD_CTX_free(m_context->digest);
        throw Error(ErrorKind::Internal, "OpenSSL offers no SHA-256 on this machine.");
    }
}

Sha256::~Sha256()
{
    EVP_MD_CTX_free(m_context->digest);
    OPENSSL_thread_stop(); // the threads of a pool may outlive libcrypto, which keeps a state for each
}

void Sha256::add(std::span<const std::byte> bytes)
{
    EVP_DigestUpdate(m_context->digest, bytes.data(), bytes.size());
}

std::string Sha256::hex()
{
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest {};
    unsigned int size = 0;
    EVP_DigestFinal_ex(m_context->digest, digest.data(), &size);
    static constexpr std::string_view digits = "0123456789abcdef";
    std::string text;
    for (unsigned int i = 0; i < size; ++i) {
        text += digits[digest.at(i) >> 4U];
        text += digits[digest.at(i) & 15U];
    }
    return text;
}

std::string sha256Of(std::string_view bytes)
{
    Sha256 sum;
    sum.add(std::as_bytes(std::span(bytes)));
    return sum.hex();
}

std::string sha256OfFile(const std::filesystem::path& path, const std::stop_token& stop)
{
    std::ifstream file(path, std::ios::binary);
    if (!file) {
        refuseToRead(path, errno);
    }
    Sha256 sum;
    std::vector<char> buffer(std::size_t {1} << 20U);
    while (file && !stop.stop_requested()) {
        file.read(buffer.data(), static_cast<std::streamsize>(buffer.size()));
        sum.add(std::as_bytes(std::span(buffer).first(static_cast<std::size_t>(file.gcount()))));
    }
    if (file.bad()) {
        throw Error(ErrorKind::FileUnreadable, "Reading " + path.string() + " failed half-way.");
    }
    return stop.stop_requested() ? std::string() : sum.hex();
}

} // namespace bathyscope
