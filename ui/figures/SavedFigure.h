// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/plots/FigureFile.h"

#include <filesystem>

namespace bathyscope::ui {

/// Encodes a drawn figure and writes it, whole or not at all, to a path whose bytes are taken as they are:
/// the one way in which a picture gets to disk. Any thread. Throws Error: OutOfMemory, FileUnwritable.
void saveFigure(const DrawnFigure& figure, const std::filesystem::path& path);

} // namespace bathyscope::ui
