/** The switch between light and dark. Until it is used, the system decides. */

const button = document.querySelector<HTMLButtonElement>('[data-theme-switch]')
const systemIsDark = matchMedia('(prefers-color-scheme: dark)')

function isDark(): boolean {
  const { theme } = document.documentElement.dataset
  return theme ? theme === 'dark' : systemIsDark.matches
}

function label(): void {
  if (button) button.textContent = isDark() ? 'Light' : 'Dark'
}

if (button) {
  button.hidden = false
  button.addEventListener('click', () => {
    const theme = isDark() ? 'light' : 'dark'
    document.documentElement.dataset.theme = theme
    try {
      localStorage.setItem('theme', theme)
    } catch {
      // Storage is off: the choice holds for this page.
    }
    label()
  })
  systemIsDark.addEventListener('change', label)
  label()
}
