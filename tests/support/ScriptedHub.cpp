// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/ScriptedHub.h"

#include "tests/support/TestData.h"

#include <QCryptographicHash>
#include <QFile>

#include <utility>

namespace bathyscope::test {

namespace {

QByteArray read(const std::filesystem::path& path)
{
    QFile file(QString::fromStdString(path.string()));
    if (!file.open(QIODevice::ReadOnly)) {
        qFatal("cannot read %s", qPrintable(file.fileName()));
    }
    return file.readAll();
}

/// What git and git-lfs name the content by.
std::string etagOf(const QByteArray& content, bool isLarge)
{
    if (isLarge) {
        return QCryptographicHash::hash(content, QCryptographicHash::Sha256).toHex().toStdString();
    }
    const QByteArray head = "blob " + QByteArray::number(content.size()) + QByteArray(1, '\0');
    return QCryptographicHash::hash(QByteArray(head + content), QCryptographicHash::Sha1)
        .toHex()
        .toStdString();
}

} // namespace

ScriptedHub::ScriptedHub(std::string repository)
    : m_repository(std::move(repository))
    , m_storage([this](const SeenRequest& request) { return answerAsStorage(request); })
    , m_hub([this](const SeenRequest& request) { return answerAsHub(request); })
{
}

void ScriptedHub::addTinyModel()
{
    add("config.json", read(testData("tiny-gpt-neo") / "config.json"));
    add("vocab.json", "{\"a\": 0}");
    add("merges.txt", "#version: 0.2\n");
    add("model.safetensors", read(testData("tiny-gpt-neo") / "model.safetensors"), true);
}

void ScriptedHub::add(const std::string& name, const QByteArray& content, bool isLarge)
{
    const std::lock_guard lock(m_mutex);
    m_files[name] = {.content = content, .isLarge = isLarge, .etag = etagOf(content, isLarge)};
}

void ScriptedHub::remove(const std::string& name)
{
    const std::lock_guard lock(m_mutex);
    m_files.erase(name);
}

void ScriptedHub::setScript(Script hub, Script storage)
{
    const std::lock_guard lock(m_mutex);
    m_hubScript = std::move(hub);
    m_storageScript = std::move(storage);
}

QString ScriptedHub::endpoint() const
{
    return m_hub.url().toString();
}

const std::string& ScriptedHub::repository() const
{
    return m_repository;
}

QByteArray ScriptedHub::content(const std::string& name) const
{
    const std::lock_guard lock(m_mutex);
    return m_files.at(name).content;
}

std::string ScriptedHub::etag(const std::string& name) const
{
    const std::lock_guard lock(m_mutex);
    return m_files.at(name).etag;
}

std::vector<SeenRequest> ScriptedHub::hubRequests() const
{
    return m_hub.requests();
}

std::vector<SeenRequest> ScriptedHub::storageRequests() const
{
    return m_storage.requests();
}

void ScriptedHub::forgetRequests()
{
    m_hub.forgetRequests();
    m_storage.forgetRequests();
}

ScriptedAnswer ScriptedHub::rangeOf(const QByteArray& content, const SeenRequest& request)
{
    QByteArray range = request.header("range");
    if (!range.startsWith("bytes=")) {
        return {.status = 200, .headers = {}, .body = content};
    }
    range = range.sliced(6).chopped(1);
    const qsizetype first = range.toLongLong();
    if (first >= content.size()) {
        return {.status = 416};
    }
    return {.status = 206,
            .headers = {{"Content-Range",
                         "bytes " + range + '-' + QByteArray::number(content.size() - 1) + '/'
                             + QByteArray::number(content.size())}},
            .body = content.sliced(first)};
}

ScriptedAnswer ScriptedHub::answerAsHub(const SeenRequest& request) const
{
    const std::lock_guard lock(m_mutex);
    if (m_hubScript) {
        if (std::optional<ScriptedAnswer> scripted = m_hubScript(request)) {
            return *scripted;
        }
    }
    const QByteArray start = "/" + QByteArray::fromStdString(m_repository) + "/resolve/";
    if (!request.path.startsWith(start)) {
        return {.status = 401, .headers = {{"X-Error-Code", "RepoNotFound"}}};
    }
    const QByteArray rest = request.path.sliced(start.size());
    const qsizetype slash = rest.indexOf('/');
    const QByteArray revision = rest.first(slash);
    if (revision != "main" && revision != commit && revision != "refs%2Fpr%2F7") {
        return {.status = 404, .headers = {{"X-Error-Code", "RevisionNotFound"}}};
    }
    const auto found = m_files.find(rest.sliced(slash + 1).toStdString());
    if (found == m_files.end()) {
        return {.status = 404, .headers = {{"X-Error-Code", "EntryNotFound"}, {"X-Repo-Commit", commit}}};
    }
    const File& file = found->second;
    const QByteArray etag = '"' + QByteArray::fromStdString(file.etag) + '"';
    if (!file.isLarge) {
        ScriptedAnswer answer = rangeOf(file.content, request);
        answer.headers.emplace_back("X-Repo-Commit", commit);
        answer.headers.emplace_back("ETag", etag);
        return answer;
    }
    return {.status = 302,
            .headers =
                {{"X-Repo-Commit", commit},
                 {"X-Linked-Etag", etag},
                 {"X-Linked-Size", QByteArray::number(file.content.size())},
                 {"Location",
                  m_storage.url(QStringLiteral("/%1").arg(QString::fromStdString(file.etag))).toEncoded()}},
            .body = "Found. Redirecting."};
}

ScriptedAnswer ScriptedHub::answerAsStorage(const SeenRequest& request) const
{
    const std::lock_guard lock(m_mutex);
    if (m_storageScript) {
        if (std::optional<ScriptedAnswer> scripted = m_storageScript(request)) {
            return *scripted;
        }
    }
    for (const auto& [name, file] : m_files) {
        if (request.path == "/" + QByteArray::fromStdString(file.etag)) {
            return rangeOf(file.content, request);
        }
    }
    return {.status = 403};
}

} // namespace bathyscope::test
