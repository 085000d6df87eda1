// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/LoopbackServer.h"

#include <QByteArray>
#include <QString>

#include <filesystem>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace bathyscope::test {

/// A Hugging Face hub with one repository, on two servers of this machine: the hub, and the one that keeps
/// the large files, to which the hub redirects. Both answer as the real ones do, but for what a test scripts.
class ScriptedHub
{
public:
    /// Answers in place of the server; nothing: as usual. Called in the server's thread.
    using Script = std::function<std::optional<ScriptedAnswer>(const SeenRequest&)>;

    explicit ScriptedHub(std::string repository = "org/tiny");

    /// The four-layer test model, with a vocabulary.
    void addTinyModel();

    void add(const std::string& name, const QByteArray& content, bool isLarge = false);
    void remove(const std::string& name);

    void setScript(Script hub, Script storage = {});

    /// As real as any: HF_ENDPOINT.
    [[nodiscard]] QString endpoint() const;

    [[nodiscard]] const std::string& repository() const;
    [[nodiscard]] QByteArray content(const std::string& name) const;
    [[nodiscard]] std::string etag(const std::string& name) const;

    [[nodiscard]] std::vector<SeenRequest> hubRequests() const;
    [[nodiscard]] std::vector<SeenRequest> storageRequests() const;
    void forgetRequests();

    /// What the storage answers to a request for a file, with its range.
    [[nodiscard]] static ScriptedAnswer rangeOf(const QByteArray& content, const SeenRequest& request);

    static constexpr const char* commit = "0123456789abcdef0123456789abcdef01234567";

private:
    struct File
    {
        QByteArray content;
        bool isLarge = false;
        std::string etag;
    };

    ScriptedAnswer answerAsHub(const SeenRequest& request) const;
    ScriptedAnswer answerAsStorage(const SeenRequest& request) const;

    std::string m_repository;
    mutable std::mutex m_mutex;
    std::map<std::string, File> m_files;
    Script m_hubScript;
    Script m_storageScript;
    LoopbackServer m_storage;
    LoopbackServer m_hub;
};

} // namespace bathyscope::test
