variable "environment" {
  description = "Name of the environment, used in names and as the stage"
  type        = string
  default     = "production"
}

variable "allowed_origins" {
  description = "Origins of the web applications"
  type        = list(string)
  default     = ["https://shop.example.com", "https://admin.example.com"]
}

variable "issuer" {
  description = "Who issues the tokens"
  type        = string
  default     = "https://login.example.com/"
}

variable "orders_function" {
  description = "The orders function, made in another state"
  type = object({
    name       = string
    invoke_arn = string
  })
  default = {
    name       = "orders"
    invoke_arn = "arn:aws:apigateway:eu-central-1:lambda:path/2015-03-31/functions/arn:aws:lambda:eu-central-1:123456789012:function:orders/invocations"
  }
}
