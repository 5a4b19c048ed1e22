variable "api_id" {}

variable "key" {
  type = string
}

variable "tags" {
  type = object({
    from  = string
    level = optional(number, 3)
  })
}

variable "auth" {
  default = "NONE"
}

resource "aws_apigatewayv2_route" "this" {
  api_id             = var.api_id
  route_key          = var.key
  authorization_type = var.auth
  operation_name     = "${var.tags.from}-${var.tags.level}-${basename(path.module)}"
}

output "id" {
  value = aws_apigatewayv2_route.this.id
}

output "key" {
  value = lower(var.key)
}

output "hash" {
  value = sha1(var.key)
}
