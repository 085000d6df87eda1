// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>

namespace bathyscope {

/// Where the time of forward passes goes, in seconds of one thread.
struct StageSeconds
{
    double layerNorm = 0; ///< ln_1, ln_2, ln_f
    double projections = 0; ///< q_proj, k_proj, v_proj, out_proj and its residual
    double attention = 0; ///< scores, softmax, weighted values
    double mlp = 0; ///< the MLP and its residual
    double hooks = 0; ///< those who look at activations

    StageSeconds& operator+=(const StageSeconds& other)
    {
        layerNorm += other.layerNorm;
        projections += other.projections;
        attention += other.attention;
        mlp += other.mlp;
        hooks += other.hooks;
        return *this;
    }

    StageSeconds& operator*=(double factor)
    {
        layerNorm *= factor;
        projections *= factor;
        attention *= factor;
        mlp *= factor;
        hooks *= factor;
        return *this;
    }

    [[nodiscard]] double sum() const
    {
        return layerNorm + projections + attention + mlp + hooks;
    }
};

/// Gives the time since it was last asked to one stage after another.
class StageClock
{
public:
    explicit StageClock(StageSeconds& seconds)
        : m_seconds(seconds)
    {
    }

    void lap(double StageSeconds::*stage)
    {
        const auto now = std::chrono::steady_clock::now();
        m_seconds.*stage += std::chrono::duration<double>(now - m_last).count();
        m_last = now;
    }

private:
    StageSeconds& m_seconds;
    std::chrono::steady_clock::time_point m_last = std::chrono::steady_clock::now();
};

} // namespace bathyscope
