// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLocale>

#include <array>
#include <memory>

class QApplication;

namespace bathyscope::ui {

/// Qt for drawing into files without a display, while this object lives; nothing where there is an
/// application object already. Numbers are written as `locale` says.
class OffscreenApplication
{
public:
    explicit OffscreenApplication(const QLocale& locale = QLocale::c());
    ~OffscreenApplication();
    OffscreenApplication(const OffscreenApplication&) = delete;
    OffscreenApplication& operator=(const OffscreenApplication&) = delete;
    OffscreenApplication(OffscreenApplication&&) = delete;
    OffscreenApplication& operator=(OffscreenApplication&&) = delete;

private:
    std::array<char, 11> m_name {"bathyscope"};
    std::array<char*, 2> m_arguments {m_name.data(), nullptr};
    int m_numArguments = 1;
    std::unique_ptr<QApplication> m_application;
};

} // namespace bathyscope::ui
