// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/support/Logging.h"

#include <spdlog/sinks/ostream_sink.h>

#include <algorithm>
#include <memory>
#include <sstream>
#include <string>

namespace bathyscope::test {

/// Warnings and worse that are logged while it lives.
class CapturedLog
{
public:
    CapturedLog()
    {
        m_sink->set_level(spdlog::level::warn);
        m_sink->set_pattern("%v");
        addLogSink(m_sink);
    }
    ~CapturedLog()
    {
        removeLogSink(m_sink);
    }
    CapturedLog(const CapturedLog&) = delete;
    CapturedLog& operator=(const CapturedLog&) = delete;
    CapturedLog(CapturedLog&&) = delete;
    CapturedLog& operator=(CapturedLog&&) = delete;

    [[nodiscard]] std::string text() const
    {
        return m_text.str();
    }
    [[nodiscard]] std::ptrdiff_t numLines() const
    {
        return std::ranges::count(text(), '\n');
    }

private:
    std::ostringstream m_text;
    std::shared_ptr<spdlog::sinks::ostream_sink_mt> m_sink =
        std::make_shared<spdlog::sinks::ostream_sink_mt>(m_text);
};

} // namespace bathyscope::test
