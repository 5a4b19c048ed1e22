variable "name" {
  type = string
}

variable "stage_name" {
  type = string
}

variable "backend_url" {
  type = string

  validation {
    condition     = startswith(var.backend_url, "https://")
    error_message = "The backend is called over https."
  }
}

variable "log_retention_days" {
  type    = number
  default = 14
}

variable "tags" {
  type    = map(string)
  default = {}
}
