// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/hub/HubSettings.h"

#include "core/checkpoint/HubCache.h"
#include "core/checkpoint/JsonFile.h"
#include "core/support/Environment.h"
#include "core/support/Error.h"
#include "core/support/LowerCase.h"

#include <string>

namespace bathyscope::ui {

namespace {

bool isSet(const char* variable)
{
    const std::string value = lowerCase(environment(variable));
    return value == "1" || value == "on" || value == "yes" || value == "true";
}

std::string tokenInFile()
{
    constexpr std::uint64_t maxTokenBytes = 10'000;
    const std::string named = environment("HF_TOKEN_PATH");
    const std::filesystem::path file = named.empty() ? below(hubHome(), "token") : homeExpanded(named);
    try {
        return readSmallFile(file, maxTokenBytes); // an empty name is that of no file
    } catch (const Error&) {
        return {}; // most people have none
    }
}

QByteArray findToken()
{
    for (const char* variable : {"HF_TOKEN", "HUGGING_FACE_HUB_TOKEN"}) {
        if (const std::string token = environment(variable); !token.empty()) {
            return QByteArray::fromStdString(token).trimmed();
        }
    }
    const QByteArray token = isSet("HF_HUB_DISABLE_IMPLICIT_TOKEN")
        ? QByteArray()
        : QByteArray::fromStdString(tokenInFile()).trimmed();
    return token.contains('\n') ? QByteArray() : token; // no token, and no header
}

} // namespace

HubSettings HubSettings::fromEnvironment()
{
    HubSettings settings;
    settings.endpoint = QString::fromStdString(environment("HF_ENDPOINT")).trimmed();
    if (settings.endpoint.isEmpty()) {
        settings.endpoint = QStringLiteral("https://huggingface.co");
    }
    while (settings.endpoint.endsWith(u'/')) {
        settings.endpoint.chop(1);
    }
    settings.token = findToken();
    settings.isOffline = isSet("HF_HUB_OFFLINE") || isSet("TRANSFORMERS_OFFLINE");
    settings.cache = hubCacheFolder();
    return settings;
}

} // namespace bathyscope::ui
