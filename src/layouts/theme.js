// Runs in the head, before anything is painted: the mode that the reader chose last time.
try {
  const theme = localStorage.getItem('theme')
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme
} catch {
  // Storage is off: the system's mode it is.
}
